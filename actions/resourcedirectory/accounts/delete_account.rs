//! `DeleteAccount` deletes a member that is a resource account: its checks, and then the deletion, are tasks of
//! the directory.
//!
//! Ids of checks that do not exist, or may not be abandoned, have no effect (assumed). Of the codes for an account
//! that is checked or deleted already, the vendor's page has those of two states; that of a check before the deletion
//! is one that Terraform waits for, and its words are assumed alike.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion::{self, DELEGATE, NO_LICENSE, ROOT_DELETES, WRONG_TYPE},
        deletion_states::{CHECKING, DELETING, PRE_CHECKING, SUCCESS},
        member_names::account_id,
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY},
    tables::{deletions, members},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, text};

/// How many checks a call may abandon.
const MOST: usize = 100;

pub(in crate::resourcedirectory) struct DeleteAccount {
    account: String,
    abandoned: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    /// `0`: at once. `1`: after the silence period.
    deletion_type: &'static str,
}

const GONE: Fault = Fault {
    status: 409,
    code: "AccountNotExist.DeleteAccount",
    message: "The deletion failed. The account does not exist. Please confirm whether it has been deleted.",
};
const HAS_PAYER: Fault = Fault {
    status: 409,
    code: "NotSupport.HasPayerAccount",
    message: "This account has a payer account. Please release the financial relationship of this account first.",
};
const PRE_CHECK_RUNS: Fault = Fault {
    status: 409,
    code: "NotSupportedOperation.PreCheckingAccount",
    message: "The operation is not supported because the account is prechecking for deletion.",
};
const CHECK_RUNS: Fault = Fault {
    status: 409,
    code: "NotSupportedOperation.CheckingAccount",
    message: "The operation is not supported because the account is checking for deletion.",
};
const IS_DELETED: Fault = Fault {
    status: 409,
    code: "NotSupportedOperation.DeletingAccount",
    message: "The operation is not supported because the account is being deleted.",
};

impl Action for DeleteAccount {
    const NAME: &'static str = "DeleteAccount";
    const DOC: &'static str = "Deletes a member that is a resource account.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[
        NO_DIRECTORY,
        NO_ACCOUNT,
        GONE,
        NO_LICENSE,
        ROOT_DELETES,
        WRONG_TYPE,
        DELEGATE,
        HAS_PAYER,
        PRE_CHECK_RUNS,
        CHECK_RUNS,
        IS_DELETED,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let check = text("AbandonableCheckId").len(1, 64).doc("A check to abandon, by its id.");
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            abandoned: p.json("AbandonableCheckId", |p| p.list(check, MOST))?.unwrap_or_default(),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let Some(member) = members::member(cx.tx, &directory.id, &self.account)? else {
            let past = deletions::deletion(cx.tx, &self.account)?;
            let was_here =
                |it: &deletions::Deletion| it.state == SUCCESS && it.directory == directory.id;
            let fault = if past.is_some_and(|it| was_here(&it)) { GONE } else { NO_ACCOUNT };
            return Err(fault.into());
        };
        deletion::admit(cx, &directory, &member)?;
        let found = deletion::of(cx.tx, &member)?;
        match found.state.as_str() {
            PRE_CHECKING => return Err(PRE_CHECK_RUNS.into()),
            CHECKING => return Err(CHECK_RUNS.into()),
            DELETING => return Err(IS_DELETED.into()),
            _ => {}
        }
        if !member.payer.is_empty() {
            return Err(HAS_PAYER.into());
        }
        let begun = deletion::begin(cx, &directory, &member, found, self.abandoned)?;
        Ok(Response { deletion_type: if begun.silent { "1" } else { "0" } })
    }
}
