//! `RegisterDelegatedAdministrator` makes a member the delegated administrator of a trusted service.
//!
//! The vendor publishes no code for an account that is no member, or that is being deleted; they are those of
//! other actions. Policies are asked
//! about the member, as `ListDelegatedServicesForAccount` documents (assumed of this action).
//!
//! Assumed: the code of an account that is no member.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{member_names::account_id, named_member::changeable},
    arns,
    callers::{MANAGER, managed},
    delegation::trusted_services::{self, BAD_SERVICE, PRINCIPAL},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
    tables::delegates,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct RegisterDelegatedAdministrator {
    account: String,
    service: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const IS_MASTER: Fault = Fault {
    status: 409,
    code: "CannotRegisterMasterAsDelegatedAdministrator",
    message: "You attempted to register the enterprise management account as a delegated administrator for the service. You can designate only a member account as a delegated administrator.",
};
const REGISTERED: Fault = Fault {
    status: 409,
    code: "AccountAlreadyRegistered",
    message: "The specified account is already a delegated administrator for this service.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "DelegatedAccountNumberExceeded",
    message: "The maximum number of delegated administrators for the service principal is exceeded.",
};

impl Action for RegisterDelegatedAdministrator {
    const NAME: &'static str = "RegisterDelegatedAdministrator";
    const DOC: &'static str = "Makes a member the delegated administrator of a trusted service.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] =
        &[NO_DIRECTORY, BAD_SERVICE, IS_MASTER, NO_ACCOUNT, WRONG_MEMBER, REGISTERED, TOO_MANY];
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
        if self.account == directory.master {
            return Err(IS_MASTER.into());
        }
        changeable(cx, &directory, &self.account)?;
        if delegates::is_delegate_of(cx.tx, &self.account, service.principal)? {
            return Err(REGISTERED.into());
        }
        if delegates::count(cx.tx, &directory.id, service.principal)? >= service.limit {
            return Err(TOO_MANY.into());
        }
        delegates::add(cx.tx, &directory.id, &self.account, service.principal, cx.now)?;
        Ok(Response {})
    }
}
