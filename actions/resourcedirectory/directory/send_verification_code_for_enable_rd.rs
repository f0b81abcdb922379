//! `SendVerificationCodeForEnableRD` sends a code to the phone of the account that is to manage a directory.
//!
//! Where no phone is named, the vendor sends the code to that of the caller's account. Accounts have none here,
//! which is refused as `EnableResourceDirectory` does.
//!
//! Assumed: accounts have no phone of their own, and so need to name one.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::codes::{ENABLING, TOO_MANY_CODES, phone, send},
    directory::enabling::{ENABLED, IN_ANOTHER, NO_PHONE, check},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct SendVerificationCodeForEnableRD {
    phone: Option<String>,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for SendVerificationCodeForEnableRD {
    const NAME: &'static str = "SendVerificationCodeForEnableRD";
    const DOC: &'static str =
        "Sends a code to the phone of the account that is to manage a directory.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[ENABLED, IN_ANOTHER, NO_PHONE, TOO_MANY_CODES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let phone = phone("SecureMobilePhone").doc("The phone, with its country.");
        Ok(Self { phone: p.optional(phone)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        check(cx)?;
        let phone = self.phone.ok_or(NO_PHONE)?;
        send(cx, ENABLING, "", &phone)?;
        Ok(Response {})
    }
}
