//! `GetResourceGroup` shows a resource group.

use serde::Serialize;

use super::{
    group_params::{BAD_ID, NO_GROUP, find, read_id},
    group_view::{Detail, status},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, resourcedirectory::groups};

pub(in crate::resourcemanager) struct GetResourceGroup {
    id: String,
    include_tags: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_group: Detail,
}

impl Action for GetResourceGroup {
    const NAME: &'static str = "GetResourceGroup";
    const DOC: &'static str = "Shows a resource group.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "ram:GetResourceGroup";
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:resourcegroup/{ResourceGroupId}"];
    const FAULTS: &'static [Fault] = &[BAD_ID, NO_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let include_tags = p.default(flag("IncludeTags").doc("Whether to show tags."), false)?;
        Ok(Self { id: read_id(p)?, include_tags })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = find(cx, &self.id)?;
        let mut tags = None;
        if self.include_tags {
            let all = groups::tags(cx.tx, &cx.caller.account)?.into_iter();
            tags = Some(all.filter(|(id, _)| *id == group.id).map(|(_, tag)| tag).collect());
        }
        Ok(Response { resource_group: Detail::of(cx, &group, status(&group), tags) })
    }
}
