//! `GetResourceGroupNotificationSetting` shows whether the notifications of resource groups are enabled.
//!
//! Assumed: the setting is off at first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, resourcedirectory::groups};

pub(in crate::resourcemanager) struct GetResourceGroupNotificationSetting;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_group_notification_enable_status: bool,
}

impl Action for GetResourceGroupNotificationSetting {
    const NAME: &'static str = "GetResourceGroupNotificationSetting";
    const DOC: &'static str = "Shows whether the notifications of resource groups are enabled.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let settings = groups::settings(cx.tx, &cx.caller.account)?;
        Ok(Response { resource_group_notification_enable_status: settings.notification })
    }
}
