//! `BindMFADevice` binds a virtual MFA device to a user, who proves possession of its seed by two
//! consecutive codes.
//!
//! The codes are those of RFC 6238 on the world's clock, with a tolerance of half a minute.

use super::{
    faults::{NO_USER, NO_VIRTUAL_DEVICE},
    lookup,
    names::user_name,
    tables::devices,
    totp,
    views::EmptyResponse,
};
use crate::{
    Access, Action, ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Spec, Wording,
    text,
};

pub(super) struct BindMFADevice {
    serial: String,
    user: String,
    first: String,
    second: String,
}

const HAS_DEVICE: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.User.MFADevice",
    message: "The user has already bound a MFA device.",
};
const BOUND: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.VirtualMFADevice.User",
    message: "The virtual mfa device does already been bound to a user.",
};
/// The vendor's spelling.
const WRONG_CODE: Fault = Fault {
    status: 403,
    code: "CheckAuthenticationCodeFail",
    message: "The parameter - \"AuthenticationCode\" is inccorrect.",
};
const NOT_A_CODE: Fault = Fault {
    status: 400,
    code: "InvalidParameter.AuthenticationCode.Format",
    message: "The parameter - \"AuthenticationCode\" MUST be 6 numbers.",
};

impl Action for BindMFADevice {
    const NAME: &'static str = "BindMFADevice";
    const DOC: &'static str = "Binds an MFA device to a RAM user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] =
        &[NOT_A_CODE, NO_USER, NO_VIRTUAL_DEVICE, HAS_DEVICE, BOUND, WRONG_CODE];
    const WORDING: Option<Wording> = Some(wording);
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            serial: p.required(text("SerialNumber").doc("The device."))?,
            user: p.required(user_name("UserName").doc("The user."))?,
            first: p.required(code("AuthenticationCode1").doc("A code of the device."))?,
            second: p.required(code("AuthenticationCode2").doc("The next code of the device."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let user = lookup::user(cx, &self.user)?;
        let account = &cx.caller.account;
        let device = devices::device(cx.tx, account, &self.serial)?.ok_or(NO_VIRTUAL_DEVICE)?;
        if devices::device_of(cx.tx, account, user.seq)?.is_some() {
            return Err(HAS_DEVICE.into());
        }
        if device.user.is_some() {
            return Err(BOUND.into());
        }
        if !totp::proves(&device.seed, cx.now, &self.first, &self.second) {
            return Err(WRONG_CODE.into());
        }
        devices::bind(cx.tx, account, &device.serial, Some((user.seq, cx.now)))?;
        Ok(EmptyResponse {})
    }
}

const fn code(param: &'static str) -> Spec<String> {
    text(param)
        .form("code of 6 digits", |it| it.len() == 6 && it.bytes().all(|b| b.is_ascii_digit()))
        .secret()
}

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Malformed(_) => NOT_A_CODE.into(),
        _ => super::wording(bad),
    }
}
