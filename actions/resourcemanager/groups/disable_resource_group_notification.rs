//! `DisableResourceGroupNotification` ends what `EnableResourceGroupNotification` began.
//!
//! Assumed: it may be disabled twice.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, resourcedirectory::groups};

pub(in crate::resourcemanager) struct DisableResourceGroupNotification;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {}

impl Action for DisableResourceGroupNotification {
    const NAME: &'static str = "DisableResourceGroupNotification";
    const DOC: &'static str = "Disables the notifications of resource groups.";
    const ACCESS: Access = Access::Update;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut settings = groups::settings(cx.tx, account)?;
        settings.notification = false;
        groups::put_settings(cx.tx, account, settings)?;
        Ok(Response {})
    }
}
