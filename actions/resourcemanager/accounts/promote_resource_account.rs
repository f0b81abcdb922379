//! `PromoteResourceAccount` sends a mail by whose link a member that is a resource account becomes a cloud
//! account.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        email_change::EMAIL_TAKEN,
        member_names::account_id,
        named_member::changeable,
        records::{Shown, promote},
    },
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, text};

pub(in crate::resourcemanager) struct PromoteResourceAccount {
    account: String,
    email: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    account: Shown,
}

impl Action for PromoteResourceAccount {
    const NAME: &'static str = "PromoteResourceAccount";
    const DOC: &'static str = "Makes a member a cloud account, once a mail is confirmed.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, WRONG_MEMBER, EMAIL_TAKEN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            email: p.required(text("Email").email().doc("What it is to log on with."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = changeable(cx, &directory, &self.account)?;
        Ok(Response { account: promote(cx, member, self.email)? })
    }
}
