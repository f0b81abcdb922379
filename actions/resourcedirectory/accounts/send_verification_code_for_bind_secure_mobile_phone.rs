//! `SendVerificationCodeForBindSecureMobilePhone` sends a code to the phone that is to be that of a member.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        codes::{BINDING, TOO_MANY_CODES, phone, send},
        member_names::account_id,
        named_member::changeable,
    },
    callers::{MANAGER, is_root, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, ROOT_CALLS, WRONG_MEMBER},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, shared::format::iso_millis};

pub(in crate::resourcedirectory) struct SendVerificationCodeForBindSecureMobilePhone {
    account: String,
    phone: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    expiration_date: String,
}

impl Action for SendVerificationCodeForBindSecureMobilePhone {
    const NAME: &'static str = "SendVerificationCodeForBindSecureMobilePhone";
    const DOC: &'static str = "Sends a code to the phone that is to be that of a member.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_ACCOUNT, ROOT_CALLS, WRONG_MEMBER, TOO_MANY_CODES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            phone: p.required(phone("SecureMobilePhone").doc("The phone, with its country."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        if is_root(cx) {
            return Err(ROOT_CALLS.into());
        }
        let member = changeable(cx, &directory, &self.account)?;
        if member.cloud {
            return Err(WRONG_MEMBER.into());
        }
        let expires = send(cx, BINDING, &member.account, &self.phone)?;
        Ok(Response { expiration_date: iso_millis(expires) })
    }
}
