//! `DeregisterDelegatedAdministrator` ends the delegation of a trusted service to a member.
//!
//! Policies are asked about the member, as `ListDelegatedServicesForAccount` documents (assumed of this
//! action).

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::member_names::account_id,
    arns,
    callers::{MANAGER, managed},
    delegation::trusted_services::{self, BAD_SERVICE, PRINCIPAL},
    faults::NO_DIRECTORY,
    tables::delegates,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct DeregisterDelegatedAdministrator {
    account: String,
    service: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const NOT_REGISTERED: Fault = Fault {
    status: 409,
    code: "AccountNotRegistered",
    message: "The specified account is not a delegated administrator for this service.",
};

impl Action for DeregisterDelegatedAdministrator {
    const NAME: &'static str = "DeregisterDelegatedAdministrator";
    const DOC: &'static str = "Ends the delegation of a trusted service to a member.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, BAD_SERVICE, NOT_REGISTERED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.required(account_id("AccountId").doc("The member."))?,
            service: p.required(PRINCIPAL)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let service = trusted_services::find(&self.service)?;
        if !delegates::remove(cx.tx, &directory.id, &self.account, service.principal)? {
            return Err(NOT_REGISTERED.into());
        }
        Ok(Response {})
    }
}
