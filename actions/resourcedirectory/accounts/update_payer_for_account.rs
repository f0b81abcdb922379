//! `UpdatePayerForAccount` sets who pays for a member: the management account, another member, or itself.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        member_names::account_id,
        named_member::find,
        payers::{STRANGE_PAYER, check_payer},
    },
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY},
    tables::members,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct UpdatePayerForAccount {
    id: String,
    payer: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for UpdatePayerForAccount {
    const NAME: &'static str = "UpdatePayerForAccount";
    const DOC: &'static str = "Sets the account that pays for a member.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, STRANGE_PAYER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(account_id("AccountId").doc("The account of the member."))?,
            payer: p.required(account_id("PayerAccountId").doc("Who pays for it."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let mut member = find(cx, &directory, &self.id)?;
        check_payer(cx.tx, &directory, &self.payer)?;
        let itself = self.payer == member.account;
        member.payer = if itself { String::new() } else { self.payer };
        members::put(cx.tx, &member)?;
        Ok(Response {})
    }
}
