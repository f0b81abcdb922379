//! `EnableResourceGroupNotification` has the account notified of what happens to its resource
//! groups. Only the setting is kept here: nobody is notified.
//!
//! Assumed: it may be enabled twice.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, resourcedirectory::groups};

pub(in crate::resourcemanager) struct EnableResourceGroupNotification;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {}

impl Action for EnableResourceGroupNotification {
    const NAME: &'static str = "EnableResourceGroupNotification";
    const DOC: &'static str = "Enables the notifications of resource groups.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut settings = groups::settings(cx.tx, account)?;
        settings.notification = true;
        groups::put_settings(cx.tx, account, settings)?;
        Ok(Response {})
    }
}
