//! `GetPolicyVersion` returns a version of a policy. System policies have only their current
//! version.

use serde::Serialize;

use super::{
    policy_faults::{NO_POLICY, NO_VERSION},
    policy_params::{POLICY_NAME, POLICY_TYPE, VERSION_ID},
    policy_versions,
    policy_views::PolicyVersionView,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetPolicyVersion {
    kind: String,
    name: String,
    version: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy_version: PolicyVersionView,
}

impl Action for GetPolicyVersion {
    const NAME: &'static str = "GetPolicyVersion";
    const DOC: &'static str = "Queries a version of a policy.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            kind: p.required(POLICY_TYPE)?,
            name: p.required(POLICY_NAME)?,
            version: p.required(VERSION_ID)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let policy = (&*self.kind, &*self.name);
        Ok(Response { policy_version: policy_versions::get(cx, policy, &self.version)? })
    }
}
