//! `ListResourceGroupsWithAuthDetails` lists resource groups, and for types of resources whether the
//! caller may list them in the whole account, and in each of the groups.
//!
//! It is the permission to list resources which counts (assumed).
//!
//! Assumed: nothing is told of types that are not emulated.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    group_members::{ResourceType, kinds, read_types},
    group_view::{GroupFilter, Listed, ShownTag},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, resourcedirectory::groups::TAGS, text};

pub(in crate::resourcemanager) struct ListResourceGroupsWithAuthDetails {
    filter: GroupFilter,
    types: Vec<ResourceType>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    total_count: usize,
    page_number: i64,
    page_size: i64,
    resource_groups: Vec<Listed<Vec<ShownTag>>>,
    auth_details: Vec<AuthDetail>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AuthDetail {
    service: &'static str,
    resource_type: &'static str,
    account_scope_auth: bool,
    auth_of_resource_groups: Vec<GroupAuth>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GroupAuth {
    resource_group_id: String,
    has_permission: bool,
}

/// What the services' own lists ask about.
const ALL: &[Cow<'static, str>] = &[Cow::Borrowed("*")];

impl Action for ListResourceGroupsWithAuthDetails {
    const NAME: &'static str = "ListResourceGroupsWithAuthDetails";
    const DOC: &'static str = "Lists resource groups, and what the caller may list in them.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListResourceGroupsWithAuthDetails";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:resourcegroup/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let region =
            text("ResourceRegionId").doc("A region; permissions do not depend on it here.");
        let filter = GroupFilter::read(p)?;
        let types = read_types(p, "ResourceTypeCode")?;
        p.optional(region)?;
        Ok(Self { filter, types })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let groups = self.filter.groups(cx)?;
        let total_count = groups.len();
        let resource_groups = self.filter.page(cx, groups, |tags| tags);
        let mut auth_details: Vec<AuthDetail> = Vec::new();
        for kind in kinds().filter(|kind| self.types.iter().any(|it| it.means(kind))) {
            let told = |it: &AuthDetail| {
                (it.service, it.resource_type) == (kind.service, kind.resource_type)
            };
            if auth_details.iter().any(told) {
                continue;
            }
            let of_group = |id: &str| GroupAuth {
                resource_group_id: id.to_owned(),
                has_permission: cx.may_within(id, kind.list_action, ALL),
            };
            auth_details.push(AuthDetail {
                service: kind.service,
                resource_type: kind.resource_type,
                account_scope_auth: cx.may(kind.list_action, ALL),
                auth_of_resource_groups: resource_groups
                    .iter()
                    .map(|group| of_group(group.id()))
                    .collect(),
            });
        }
        Ok(Response {
            total_count,
            page_number: self.filter.page.number,
            page_size: self.filter.page.size,
            resource_groups,
            auth_details,
        })
    }
}
