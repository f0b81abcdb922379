//! `GetAccountDeletionCheckResult` shows what the check of a member has found.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        deletion::NO_CHECK,
        deletion_checks::{ShownCheck, of_ids},
        deletion_states::{CHECKING, DELETING, PRE_CHECKED, PRE_CHECKING},
        member_names::account_id,
        named_member::find,
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
    tables::deletions,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct GetAccountDeletionCheckResult {
    account: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    account_deletion_check_result_info: Shown,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    status: &'static str,
    /// `true` or `false`, once the check is complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_delete: Option<&'static str>,
    not_allow_reason: Vec<ShownCheck>,
    abandonable_checks: Vec<ShownCheck>,
}

impl Action for GetAccountDeletionCheckResult {
    const NAME: &'static str = "GetAccountDeletionCheckResult";
    const DOC: &'static str = "Shows what the check before the deletion of a member has found.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, NO_CHECK, WRONG_MEMBER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { account: p.required(account_id("AccountId").doc("The member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = find(cx, &directory, &self.account)?;
        let deletion = deletions::deletion(cx.tx, &member.account)?.ok_or(NO_CHECK)?;
        let state = deletion.state.as_str();
        if [CHECKING, DELETING].contains(&state) {
            return Err(WRONG_MEMBER.into());
        }
        let (status, checks) = match state {
            PRE_CHECKING => (PRE_CHECKING, Vec::new()),
            _ => (PRE_CHECKED, of_ids(&deletion.found)),
        };
        let shown = |abandonable| {
            let some = checks.iter().filter(|check| check.abandonable == abandonable);
            some.map(|check| ShownCheck::of(check)).collect::<Vec<_>>()
        };
        let (reasons, abandonable_checks) = (shown(false), shown(true));
        let allowed = if reasons.is_empty() { "true" } else { "false" };
        Ok(Response {
            account_deletion_check_result_info: Shown {
                status,
                allow_delete: (status == PRE_CHECKED).then_some(allowed),
                not_allow_reason: reasons,
                abandonable_checks,
            },
        })
    }
}
