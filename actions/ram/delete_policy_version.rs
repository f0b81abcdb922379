//! `DeletePolicyVersion` deletes a version of a custom policy, but never the default one.

use serde::Serialize;

use super::{
    policy_faults::{IS_DEFAULT_VERSION, NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, VERSION_ID},
    policy_versions,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeletePolicyVersion {
    name: String,
    version: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeletePolicyVersion {
    const NAME: &'static str = "DeletePolicyVersion";
    const DOC: &'static str = "Deletes a version of a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION, IS_DEFAULT_VERSION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)?, version: p.required(VERSION_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        policy_versions::delete(cx, &self.name, &self.version)?;
        Ok(Response {})
    }
}
