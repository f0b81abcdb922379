//! `ListResourceGroups` lists resource groups: the default one first, then the others, oldest first
//! (the order is assumed).

use serde::Serialize;

use super::{
    group_params::{BAD_ID, group_id},
    group_view::{GroupFilter, Listed, ShownTags, within},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, resourcedirectory::groups::TAGS,
};

pub(in crate::resourcemanager) struct ListResourceGroups {
    id: Option<String>,
    filter: GroupFilter,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    total_count: usize,
    page_number: i64,
    page_size: i64,
    resource_groups: Groups,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Groups {
    resource_group: Vec<Listed<ShownTags>>,
}

impl Action for ListResourceGroups {
    const NAME: &'static str = "ListResourceGroups";
    const DOC: &'static str = "Lists resource groups.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListResourceGroups";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:resourcegroup/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[BAD_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.optional(group_id("ResourceGroupId").doc("Only this one."))?;
        Ok(Self { id, filter: GroupFilter::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut groups = self.filter.groups(cx)?;
        groups.retain(|(group, _)| self.id.as_ref().is_none_or(|id| *id == group.id));
        Ok(Response {
            total_count: groups.len(),
            page_number: self.filter.page.number,
            page_size: self.filter.page.size,
            resource_groups: Groups { resource_group: self.filter.page(cx, groups, within) },
        })
    }
}
