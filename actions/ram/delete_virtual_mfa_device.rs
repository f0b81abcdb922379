//! `DeleteVirtualMFADevice` deletes an unbound virtual MFA device.

use super::{faults::NO_VIRTUAL_DEVICE, tables::devices, views::EmptyResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct DeleteVirtualMFADevice {
    serial: String,
}

const BOUND: Fault = Fault {
    status: 409,
    code: "DeleteConflict.VirtualMFADevice.User",
    message: "The virtual mfa device CAN NOT been bound to any user while deleting it.",
};

impl Action for DeleteVirtualMFADevice {
    const NAME: &'static str = "DeleteVirtualMFADevice";
    const DOC: &'static str = "Deletes a virtual MFA device.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["{SerialNumber}"];
    const FAULTS: &'static [Fault] = &[NO_VIRTUAL_DEVICE, BOUND];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { serial: p.required(text("SerialNumber").doc("The device."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let account = &cx.caller.account;
        let device = devices::device(cx.tx, account, &self.serial)?.ok_or(NO_VIRTUAL_DEVICE)?;
        if device.user.is_some() {
            return Err(BOUND.into());
        }
        devices::delete_device(cx.tx, account, &device.serial)?;
        Ok(EmptyResponse {})
    }
}
