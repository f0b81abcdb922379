//! `GetPolicy` returns a policy with the document of its default version.

use serde::Serialize;

use crate::resourcemanager::{
    language::LANGUAGE, policies::policy_errors::NO_POLICY, ram_errors::wording,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policies,
        policy_params::{POLICY_NAME, POLICY_TYPE},
        policy_views::PolicyView,
    },
};

pub(in crate::resourcemanager) struct GetPolicy {
    kind: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    policy: PolicyView,
}

impl Action for GetPolicy {
    const NAME: &'static str = "GetPolicy";
    const DOC: &'static str = "Queries a policy.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "ram:GetPolicy";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (kind, name) = (p.required(POLICY_TYPE)?, p.required(POLICY_NAME)?);
        p.optional(LANGUAGE)?;
        Ok(Self { kind, name })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (policy, _) = policies::get(cx, &self.kind, &self.name)?;
        Ok(Response { policy })
    }
}
