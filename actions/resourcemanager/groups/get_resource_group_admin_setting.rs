//! `GetResourceGroupAdminSetting` shows whether a user who creates a resource group may do everything
//! within it.
//!
//! Assumed: the setting is off at first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, resourcedirectory::groups};

pub(in crate::resourcemanager) struct GetResourceGroupAdminSetting;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    creator_as_admin: bool,
}

impl Action for GetResourceGroupAdminSetting {
    const NAME: &'static str = "GetResourceGroupAdminSetting";
    const DOC: &'static str =
        "Shows whether those who create resource groups are their administrators.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let settings = groups::settings(cx.tx, &cx.caller.account)?;
        Ok(Response { creator_as_admin: settings.creator_admin })
    }
}
