//! `CheckAccountDelete` has it checked whether a member may be deleted. The check is a task of the directory.
//!
//! Assumed: a second check joins one that runs.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion::{self, DELEGATE, NO_LICENSE, ROOT_DELETES, WRONG_TYPE},
        member_names::account_id,
        named_member::find,
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct CheckAccountDelete {
    account: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for CheckAccountDelete {
    const NAME: &'static str = "CheckAccountDelete";
    const DOC: &'static str = "Checks whether a member may be deleted.";
    // The vendor's table says that it reads; it begins a task, though.
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, NO_ACCOUNT, NO_LICENSE, ROOT_DELETES, WRONG_TYPE, WRONG_MEMBER, DELEGATE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { account: p.required(account_id("AccountId").doc("The member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = find(cx, &directory, &self.account)?;
        deletion::admit(cx, &directory, &member)?;
        let found = deletion::of(cx.tx, &member)?;
        deletion::begin_check(cx, &directory, found)?;
        Ok(Response {})
    }
}
