//! `DeletePolicyVersion` deletes a version of a custom policy, but never the default one.

use serde::Serialize;

use super::{
    policies,
    policy_faults::{NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, VERSION_ID, version_number},
    tables::policies::{delete_version, version},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeletePolicyVersion {
    name: String,
    version: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

const IS_DEFAULT: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Policy.Version.Default",
    message: "The default policy version CAN NOT been deleted directly.",
};

impl Action for DeletePolicyVersion {
    const NAME: &'static str = "DeletePolicyVersion";
    const DOC: &'static str = "Deletes a version of a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION, IS_DEFAULT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)?, version: p.required(VERSION_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let number = version_number(&self.version).ok_or(NO_VERSION)?;
        let policy = policies::custom(cx, &self.name)?;
        let account = &cx.caller.account;
        version(cx.tx, account, policy.seq, number)?.ok_or(NO_VERSION)?;
        if number == policy.current {
            return Err(IS_DEFAULT.into());
        }
        delete_version(cx.tx, account, policy.seq, number)?;
        Ok(Response {})
    }
}
