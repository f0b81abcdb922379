//! `BindSecureMobilePhone` gives a member that is a resource account its phone, whose owner has the code that
//! was sent to it. It cannot be exchanged afterwards (the vendor's page).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        codes::{BINDING, WRONG_CODE, phone, take},
        member_names::account_id,
        named_member::changeable,
    },
    arns,
    callers::{MANAGER, is_root, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, ROOT_CALLS, WRONG_MEMBER},
    tables::members,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, text};

pub(in crate::resourcedirectory) struct BindSecureMobilePhone {
    account: String,
    phone: String,
    code: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const HAS_ONE: Fault = Fault {
    status: 409,
    code: "AccountSecureMobileAlreadyExists",
    message: "The secure mobile number of the member already exists.",
};

impl Action for BindSecureMobilePhone {
    const NAME: &'static str = "BindSecureMobilePhone";
    const DOC: &'static str = "Gives a member its secure mobile phone.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_ACCOUNT, ROOT_CALLS, WRONG_MEMBER, HAS_ONE, WRONG_CODE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let code = text("VerificationCode").len(1, 32).secret();
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            phone: p.required(phone("SecureMobilePhone").doc("The phone, with its country."))?,
            code: p.required(code.doc("The code that was sent to the phone."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        if is_root(cx) {
            return Err(ROOT_CALLS.into());
        }
        let mut member = changeable(cx, &directory, &self.account)?;
        if member.cloud {
            return Err(WRONG_MEMBER.into());
        }
        if !member.phone.is_empty() {
            return Err(HAS_ONE.into());
        }
        take(cx, BINDING, &member.account, (&self.phone, &self.code))?;
        (member.phone, member.changed) = (self.phone, cx.now);
        members::put(cx.tx, &member)?;
        Ok(Response {})
    }
}
