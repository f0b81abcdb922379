//! `SetDefaultPolicyVersion` sets the default version of a custom policy, with immediate effect
//! permanentlyything it is attached to.

use serde::Serialize;

use super::{
    policies,
    policy_faults::{NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, VERSION_ID, version_number},
    tables::policies::{put_policy, version},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct SetDefaultPolicyVersion {
    name: String,
    version: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for SetDefaultPolicyVersion {
    const NAME: &'static str = "SetDefaultPolicyVersion";
    const DOC: &'static str = "Sets the default version of a custom policy.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)?, version: p.required(VERSION_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let number = version_number(&self.version).ok_or(NO_VERSION)?;
        let mut policy = policies::custom(cx, &self.name)?;
        let account = &cx.caller.account;
        version(cx.tx, account, policy.seq, number)?.ok_or(NO_VERSION)?;
        (policy.current, policy.changed) = (number, cx.now);
        put_policy(cx.tx, account, &mut policy)?;
        Ok(Response {})
    }
}
