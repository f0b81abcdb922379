//! `GetUserMFAInfo` returns the MFA device of a user; always a virtual one: `VMFA`.

use serde::Serialize;

use super::{
    faults::{NO_USER, NO_USER_DEVICE},
    lookup,
    names::user_name,
    tables::devices,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetUserMFAInfo {
    user: String,
}

#[derive(Serialize)]
pub(super) struct Response {
    #[serde(rename = "MFADevice")]
    device: Device,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Device {
    serial_number: String,
    #[serde(rename = "Type")]
    kind: &'static str,
}

impl Action for GetUserMFAInfo {
    const NAME: &'static str = "GetUserMFAInfo";
    const DOC: &'static str = "Queries the MFA device of a RAM user.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_USER_DEVICE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { user: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = lookup::user(cx, &self.user)?;
        let device = devices::device_of(cx.tx, &cx.caller.account, user.seq)?;
        let serial_number = device.ok_or(NO_USER_DEVICE)?.serial;
        Ok(Response { device: Device { serial_number, kind: "VMFA" } })
    }
}
