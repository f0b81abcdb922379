//! `ListPolicyVersions` lists the versions of a policy, oldest first. System policies have only
//! their current version.

use serde::Serialize;

use super::{
    policy_faults::NO_POLICY,
    policy_params::{POLICY_NAME, POLICY_TYPE},
    policy_versions,
    policy_views::PolicyVersionView,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct ListPolicyVersions {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policy_versions: Versions,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Versions {
    policy_version: Vec<PolicyVersionView>,
}

impl Action for ListPolicyVersions {
    const NAME: &'static str = "ListPolicyVersions";
    const DOC: &'static str = "Lists the versions of a policy.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { kind: p.required(POLICY_TYPE)?, name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let policy_version = policy_versions::list(cx, &self.kind, &self.name)?;
        Ok(Response { policy_versions: Versions { policy_version } })
    }
}
