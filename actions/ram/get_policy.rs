//! `GetPolicy` returns a policy with its default version.

use serde::Serialize;

use super::{
    policies,
    policy_faults::NO_POLICY,
    policy_params::{POLICY_NAME, POLICY_TYPE},
    policy_views::{PolicyVersionView, PolicyView},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetPolicy {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy: PolicyView,
    default_policy_version: PolicyVersionView,
}

impl Action for GetPolicy {
    const NAME: &'static str = "GetPolicy";
    const DOC: &'static str = "Queries a policy and its default version.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { kind: p.required(POLICY_TYPE)?, name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (policy, default_policy_version) = policies::get(cx, &self.kind, &self.name)?;
        Ok(Response { policy, default_policy_version })
    }
}
