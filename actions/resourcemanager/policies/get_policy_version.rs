//! `GetPolicyVersion` returns a version of a policy. System policies have only their current version.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{NO_POLICY, NO_VERSION},
    ram_errors::wording,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{POLICY_NAME, POLICY_TYPE, VERSION_ID},
        policy_versions,
        policy_views::PolicyVersionView,
    },
};

pub(in crate::resourcemanager) struct GetPolicyVersion {
    kind: String,
    name: String,
    version: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    policy_version: PolicyVersionView,
}

impl Action for GetPolicyVersion {
    const NAME: &'static str = "GetPolicyVersion";
    const DOC: &'static str = "Queries a version of a policy.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "ram:GetPolicyVersion";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION];
    const WORDING: Option<Wording> = Some(wording);
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
