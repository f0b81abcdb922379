//! `UnbindMFADevice` unbinds the MFA device of a user. The device is kept, unbound.

use serde::Serialize;

use super::{
    faults::{NO_USER, NO_USER_DEVICE},
    lookup,
    names::user_name,
    tables::devices,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct UnbindMFADevice {
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
}

impl Action for UnbindMFADevice {
    const NAME: &'static str = "UnbindMFADevice";
    const DOC: &'static str = "Unbinds the MFA device of a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_USER_DEVICE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { user: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = lookup::user(cx, &self.user)?;
        let account = &cx.caller.account;
        let device = devices::device_of(cx.tx, account, user.seq)?.ok_or(NO_USER_DEVICE)?;
        devices::bind(cx.tx, account, &device.serial, None)?;
        Ok(Response { device: Device { serial_number: device.serial } })
    }
}
