//! `ListResources` lists the resources in resource groups, of every service that is emulated.
//!
//! Assumed: the total is always shown.

use serde::Serialize;

use super::{
    group_members::{ResourceType, kinds, page, read_types},
    group_params::{BAD_ID, group_id},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::grouped::{GroupSelection, ResourceKind},
    flag, int,
    shared::format::iso_in_shanghai,
    text,
};

pub(in crate::resourcemanager) struct ListResources {
    group: Option<String>,
    service: Option<String>,
    region: Option<String>,
    resource_type: Option<String>,
    id: Option<String>,
    types: Vec<ResourceType>,
    number: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    resources: Resources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resources {
    resource: Vec<Resource>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resource {
    service: &'static str,
    resource_type: &'static str,
    resource_group_id: String,
    resource_id: String,
    region_id: String,
    create_date: String,
}

impl Action for ListResources {
    const NAME: &'static str = "ListResources";
    const DOC: &'static str = "Lists the resources in resource groups.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[BAD_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let number = int("PageNumber").min(1).doc("The page, from 1.");
        let size = int("PageSize").range(1, 100).doc("How many to a page.");
        let mut listed = Self {
            group: p.optional(group_id("ResourceGroupId").doc("Only those of this group."))?,
            service: p.optional(text("Service").doc("Only those of this service: its code."))?,
            region: p.optional(text("Region").doc("Only those in this region."))?,
            resource_type: p.optional(text("ResourceType").doc("Only those of this type."))?,
            id: p.optional(text("ResourceId").doc("Only the one of this id."))?,
            types: read_types(p, "ResourceType")?,
            number: p.default(number, 1)?,
            size: p.default(size, 10)?,
        };
        listed.size = p.page_size(listed.size);
        p.optional(flag("Count").doc("Whether to count them; the total is always shown here."))?;
        Ok(listed)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let caller = cx.caller;
        let selection = GroupSelection {
            account: &caller.account,
            region: self.region.as_deref(),
            group: self.group.as_deref(),
            id: self.id.as_deref(),
        };
        let named = |wanted: &Option<String>, name: &str| {
            wanted.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(name))
        };
        let wanted = |kind: &&'static ResourceKind| {
            named(&self.service, kind.service)
                && named(&self.resource_type, kind.resource_type)
                && (self.types.is_empty() || self.types.iter().any(|it| it.means(kind)))
        };
        let kinds: Vec<_> = kinds().filter(wanted).collect();
        let skip = (self.number - 1).saturating_mul(self.size);
        let (rows, total_count) = page(cx, &kinds, &selection, (skip, self.size))?;
        let resource = rows.into_iter().map(|(kind, row)| Resource {
            service: kind.service,
            resource_type: kind.resource_type,
            resource_group_id: row.group,
            resource_id: row.id,
            region_id: row.region,
            create_date: iso_in_shanghai(row.created),
        });
        Ok(Response {
            total_count,
            page_number: self.number,
            page_size: self.size,
            resources: Resources { resource: resource.collect() },
        })
    }
}
