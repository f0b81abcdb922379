//! `CreateVirtualMFADevice` creates a virtual MFA device: a seed for an authenticator.
//!
//! Only this answer contains the seed, as text and as a QR code.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;

use super::{
    names::device_name,
    qr_code,
    tables::devices::{self, Device},
    totp,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct CreateVirtualMFADevice {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Response {
    #[serde(rename = "VirtualMFADevice")]
    device: DeviceView,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeviceView {
    serial_number: String,
    #[serde(rename = "Base32StringSeed")]
    seed: String,
    /// A PNG in Base64.
    #[serde(rename = "QRCodePNG")]
    qr_code: String,
}

/// Maximum number of devices in an account (the sample of the vendor's account summary).
const LIMIT: i64 = 1000;

const EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.VirtualMFADevice",
    message: "The virtual mfa device does already EXIST.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.VirtualMFADevice",
    message: "The count of virtual mfa devices beyond the current limits.",
};

impl Action for CreateVirtualMFADevice {
    const NAME: &'static str = "CreateVirtualMFADevice";
    const DOC: &'static str = "Creates a virtual MFA device.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:mfa/*"];
    const FAULTS: &'static [Fault] = &[EXISTS, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(device_name("VirtualMFADeviceName").doc("The name."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let serial = format!("acs:ram::{account}:mfa/{}", self.name);
        if devices::device(cx.tx, account, &serial)?.is_some() {
            return Err(EXISTS.into());
        }
        if devices::count_devices(cx.tx, account)? >= LIMIT {
            return Err(TOO_MANY.into());
        }
        let seed = totp::seed(cx.random);
        let device =
            Device { serial, name: self.name, seed, user: None, made: cx.now, bound: None };
        devices::add_device(cx.tx, account, &device)?;
        let text = format!("otpauth://totp/{}@{account}?secret={}", device.name, device.seed);
        let qr_code = STANDARD.encode(qr_code::png(&text).unwrap_or_default());
        let Device { serial, seed, .. } = device;
        Ok(Response { device: DeviceView { serial_number: serial, seed, qr_code } })
    }
}
