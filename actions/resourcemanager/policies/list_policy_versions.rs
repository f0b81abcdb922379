//! `ListPolicyVersions` lists the versions of a policy, oldest first, without their documents.

use serde::Serialize;

use crate::resourcemanager::{policies::policy_errors::NO_POLICY, ram_errors::wording};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{POLICY_NAME, POLICY_TYPE},
        policy_versions,
        policy_views::PolicyVersionView,
    },
};

pub(in crate::resourcemanager) struct ListPolicyVersions {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    policy_versions: Versions,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Versions {
    policy_version: Vec<PolicyVersionView>,
}

impl Action for ListPolicyVersions {
    const NAME: &'static str = "ListPolicyVersions";
    const DOC: &'static str = "Lists the versions of a policy.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListPolicyVersions";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { kind: p.required(POLICY_TYPE)?, name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut policy_version = policy_versions::list(cx, &self.kind, &self.name)?;
        for version in &mut policy_version {
            version.policy_document = None;
        }
        Ok(Response { policy_versions: Versions { policy_version } })
    }
}
