//! `RetryChangeAccountEmail` sends the mail of a change again, also where the link of the one before has expired.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        email_change::{NO_CHANGE, send, waiting},
        member_names::account_id,
        named_member::find,
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct RetryChangeAccountEmail {
    account: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for RetryChangeAccountEmail {
    const NAME: &'static str = "RetryChangeAccountEmail";
    const DOC: &'static str = "Sends the mail that confirms the new address of a member again.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, NO_CHANGE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { account: p.required(account_id("AccountId").doc("The member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = find(cx, &directory, &self.account)?;
        let change = waiting(cx, &member.account)?.ok_or(NO_CHANGE)?;
        send(cx, &member, change)?;
        Ok(Response {})
    }
}
