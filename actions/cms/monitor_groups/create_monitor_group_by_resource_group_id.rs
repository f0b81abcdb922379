//! `CreateMonitorGroupByResourceGroupId` creates an application group of a resource group.
//!
//! The application group has no instances: the resources of other products are not emulated.

use serde::Serialize;

use super::groups;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::faults::{self, RESOURCE_EXIST, RESOURCE_NOT_FOUND},
    flag, resourcedirectory, text,
};

pub(in crate::cms) struct CreateMonitorGroupByResourceGroupId {
    resource_group: String,
    name: String,
    contact_groups: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    id: i64,
}

impl Action for CreateMonitorGroupByResourceGroupId {
    const NAME: &'static str = "CreateMonitorGroupByResourceGroupId";
    const DOC: &'static str = "Creates an application group of a resource group.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND, RESOURCE_EXIST];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let names = p.list(text("ContactGroupList").line(1, 255).doc("Contact groups."), 100)?;
        let contact_groups = p.require("ContactGroupList", names)?;
        // Of instances, of which there are none.
        p.optional(flag("EnableInstallAgent").doc("Whether the agent is installed."))?;
        p.optional(flag("EnableSubscribeEvent").doc("Whether events are subscribed to."))?;
        let id = text("ResourceGroupId").line(1, 255);
        let name = text("ResourceGroupName").line(1, 255);
        Ok(Self {
            resource_group: p.required(id.doc("The resource group."))?,
            name: p.required(name.doc("Its name, which the application group gets."))?,
            contact_groups,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let found = resourcedirectory::groups::find(cx.tx, account, &self.resource_group)?;
        let id = found.ok_or(RESOURCE_NOT_FOUND)?.id;
        Ok(Response { id: groups::create(cx, self.name, self.contact_groups, Some(id))? })
    }
}
