//! `ChangeAccountEmail` gives a member that the directory made another address, once its owner has confirmed it.
//!
//! Assumed: the code for an address that another account has.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        email_change::{EMAIL_TAKEN, send, waiting},
        member_names::account_id,
        named_member::{changeable, is_taken},
    },
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
    tables::emails::{self, EmailChange},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, text};

pub(in crate::resourcedirectory) struct ChangeAccountEmail {
    account: String,
    email: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const CHANGES: Fault = Fault {
    status: 400,
    code: "NotSupportedOperation.Account.EmailModify",
    message: "The operation is not supported because the account email is being modifying.",
};
const INVITED: Fault = Fault {
    status: 400,
    code: "NotSupport.InvitedAccount",
    message: "The current operation is not supported for accounts invited to join the resource directory.",
};

impl Action for ChangeAccountEmail {
    const NAME: &'static str = "ChangeAccountEmail";
    const DOC: &'static str = "Gives a member another address, once that is confirmed.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_ACCOUNT, WRONG_MEMBER, INVITED, CHANGES, EMAIL_TAKEN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            email: p.required(text("Email").email().doc("The new address."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = changeable(cx, &directory, &self.account)?;
        if !member.created {
            return Err(INVITED.into());
        }
        if waiting(cx, &member.account)?.is_some_and(|change| cx.now <= change.expires) {
            return Err(CHANGES.into());
        }
        if is_taken(cx.tx, &self.email)? {
            return Err(EMAIL_TAKEN.into());
        }
        let account = member.account.clone();
        let state = emails::change(cx.tx, &account)?.map(|it| it.state).unwrap_or_default();
        send(cx, &member, EmailChange { account, email: self.email, state, expires: 0 })?;
        Ok(Response {})
    }
}
