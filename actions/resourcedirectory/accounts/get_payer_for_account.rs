//! `GetPayerForAccount` shows who pays for a member: itself, if nobody else does (assumed: clients read the
//! answer of every member).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{member_names::account_id, named_member::find},
    arns,
    callers::{MANAGER, managed},
    directory::directory_view::account_name,
    faults::{NO_ACCOUNT, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct GetPayerForAccount {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    payer_account_id: String,
    payer_account_name: String,
}

impl Action for GetPayerForAccount {
    const NAME: &'static str = "GetPayerForAccount";
    const DOC: &'static str = "Shows the account that pays for a member.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(account_id("AccountId").doc("The account of the member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = find(cx, &directory, &self.id)?;
        let payer = if member.payer.is_empty() { member.account } else { member.payer };
        Ok(Response { payer_account_name: account_name(cx.tx, &payer)?, payer_account_id: payer })
    }
}
