//! `RemoveCloudAccount` takes a cloud account out of the directory. The account itself stays as it is.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{leaving::leave, member_names::account_id, named_member::changeable},
    arns,
    callers::{MANAGER, managed},
    faults::{NO_ACCOUNT, NO_DIRECTORY, WRONG_MEMBER},
    tables::delegates,
};
use crate::{Access, Action, ApiError, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct RemoveCloudAccount {
    id: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

/// Of a member that is the delegated administrator of a service. How the second sentence of `Deny.TrustedService`
/// ends is assumed.
fn delegated(service: &str) -> ApiError {
    ApiError::new(
        409,
        "Deny.TrustedService",
        format!(
            "You attempted to remove an account that is used in {service}. To complete this operation, you must first remove this account from the trusted service."
        ),
    )
}

impl Action for RemoveCloudAccount {
    const NAME: &'static str = "RemoveCloudAccount";
    const DOC: &'static str = "Takes a cloud account out of the directory.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::ACCOUNT;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::ACCOUNT_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, WRONG_MEMBER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(account_id("AccountId").doc("The account of the member."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let member = changeable(cx, &directory, &self.id)?;
        if !member.cloud {
            return Err(WRONG_MEMBER.into());
        }
        if let Some(service) = delegates::first_service(cx.tx, &member.account)? {
            return Err(delegated(&service));
        }
        leave(cx, &directory, &member)?;
        Ok(Response {})
    }
}
