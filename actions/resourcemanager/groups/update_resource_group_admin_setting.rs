//! `UpdateResourceGroupAdminSetting` sets whether a user who creates a resource group may do
//! everything within it.
//!
//! Assumed: the creator gets `AdministratorAccess` for the group.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, flag, resourcedirectory::groups};

pub(in crate::resourcemanager) struct UpdateResourceGroupAdminSetting {
    creator_admin: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {}

impl Action for UpdateResourceGroupAdminSetting {
    const NAME: &'static str = "UpdateResourceGroupAdminSetting";
    const DOC: &'static str =
        "Sets whether those who create resource groups are their administrators.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { creator_admin: p.required(flag("CreatorAsAdmin").doc("Whether they are."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut settings = groups::settings(cx.tx, account)?;
        settings.creator_admin = self.creator_admin;
        groups::put_settings(cx.tx, account, settings)?;
        Ok(Response {})
    }
}
