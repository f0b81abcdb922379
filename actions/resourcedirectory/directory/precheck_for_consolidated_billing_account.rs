//! `PrecheckForConsolidatedBillingAccount` tells whether an account may pay for others: here the management
//! account and each member may, and there are no invoice titles or contracts that a reason could name.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{member_names::account_id, named_member::find},
    arns,
    callers::managed_by,
    faults::{NO_ACCOUNT, NO_DIRECTORY},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct PrecheckForConsolidatedBillingAccount {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    result: bool,
    reasons: [Reason; 0],
}

/// Why an account may not.
#[derive(Serialize)]
pub(in crate::resourcedirectory) enum Reason {}

const MEMBER_CALLS: Fault = Fault {
    status: 403,
    code: "MemberAccountOperationNotAllowed",
    message: "The member account is not allowed to perform the operation.",
};

impl Action for PrecheckForConsolidatedBillingAccount {
    const NAME: &'static str = "PrecheckForConsolidatedBillingAccount";
    const DOC: &'static str = "Tells whether an account may pay for others.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = |tx, caller| managed_by(tx, caller, MEMBER_CALLS).map(drop);
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::BILLING_ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[MEMBER_CALLS, NO_DIRECTORY, NO_ACCOUNT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = account_id("BillingAccountId");
        Ok(Self { id: p.required(id.doc("The management account or a member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed_by(cx.tx, cx.caller, MEMBER_CALLS)?;
        if self.id != directory.master {
            find(cx, &directory, &self.id)?;
        }
        Ok(Response { result: true, reasons: [] })
    }
}
