//! `CreatePolicyVersion` adds a version to a custom policy; at most five.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{MALFORMED, NO_POLICY, TOO_MANY_VERSIONS},
    ram_errors::{reworded, wording},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, flag,
    ram::{
        policy_params::{POLICY_DOCUMENT, POLICY_NAME},
        policy_versions,
        policy_views::PolicyVersionView,
    },
};

pub(in crate::resourcemanager) struct CreatePolicyVersion {
    name: String,
    document: String,
    as_default: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    policy_version: PolicyVersionView,
}

impl Action for CreatePolicyVersion {
    const NAME: &'static str = "CreatePolicyVersion";
    const DOC: &'static str = "Adds a version to a custom policy.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "ram:CreatePolicyVersion";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[MALFORMED, NO_POLICY, TOO_MANY_VERSIONS];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let as_default = flag("SetAsDefault").doc("Whether it becomes the default version.");
        Ok(Self {
            name: p.required(POLICY_NAME)?,
            document: p.required(POLICY_DOCUMENT)?,
            as_default: p.default(as_default, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let new = (&*self.name, self.document);
        let mut version =
            reworded(policy_versions::add(cx, new, self.as_default, false), Self::FAULTS)?;
        version.policy_document = None;
        Ok(Response { policy_version: version })
    }
}
