//! `GetAccountDeletionStatus` shows how far the deletion of a member is, also when that is gone.
//!
//! Assumed: what makes a deletion fail at the end of the silence period.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion::NO_CHECK,
        deletion_checks::of_ids,
        deletion_states::{CHECK_FAILED, DELETE_FAILED, NONE, PRE_CHECKED, PRE_CHECKING},
        member_names::account_id,
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY},
    tables::{deletions, members},
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result,
    shared::format::iso_in_shanghai,
};

pub(in crate::resourcedirectory) struct GetAccountDeletionStatus {
    account: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    rd_account_deletion_status: Shown,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    account_id: String,
    status: &'static str,
    deletion_type: &'static str,
    create_time: String,
    /// Once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_time: Option<String>,
    fail_reason_list: Vec<Reason>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Reason {
    name: &'static str,
    description: &'static str,
}

impl Action for GetAccountDeletionStatus {
    const NAME: &'static str = "GetAccountDeletionStatus";
    const DOC: &'static str = "Shows how far the deletion of a member is.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, NO_CHECK];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let account = account_id("AccountId").doc("The member, or the account that was one.");
        Ok(Self { account: p.required(account)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let found = deletions::deletion(cx.tx, &self.account)?;
        let found = found.filter(|it| it.directory == directory.id);
        let begun = |state| ![NONE, PRE_CHECKING, PRE_CHECKED].contains(&state);
        let Some(deletion) = found.filter(|it| begun(it.state.as_str())) else {
            let member = members::member(cx.tx, &directory.id, &self.account)?;
            return Err(if member.is_some() { NO_CHECK } else { NO_ACCOUNT }.into());
        };
        let failed = [CHECK_FAILED, DELETE_FAILED].contains(&deletion.state.as_str());
        let reasons = if failed { of_ids(&deletion.found) } else { Vec::new() };
        Ok(Response {
            rd_account_deletion_status: Shown {
                account_id: deletion.account,
                status: deletion.state.as_str(),
                deletion_type: if deletion.silent { "1" } else { "0" },
                create_time: iso_in_shanghai(deletion.began),
                deletion_time: deletion.ended.map(iso_in_shanghai),
                fail_reason_list: reasons
                    .into_iter()
                    .map(|check| Reason { name: check.name, description: check.description })
                    .collect(),
            },
        })
    }
}
