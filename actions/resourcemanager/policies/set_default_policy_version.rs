//! `SetDefaultPolicyVersion` sets the default version of a custom policy, with immediate effect on everything it is
//! attached to.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{NO_POLICY, NO_VERSION},
    ram_errors::{reworded, wording},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{POLICY_NAME, VERSION_ID},
        policy_versions,
    },
};

pub(in crate::resourcemanager) struct SetDefaultPolicyVersion {
    name: String,
    version: String,
}

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for SetDefaultPolicyVersion {
    const NAME: &'static str = "SetDefaultPolicyVersion";
    const DOC: &'static str = "Sets the default version of a custom policy.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "ram:SetDefaultPolicyVersion";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)?, version: p.required(VERSION_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        reworded(policy_versions::set_default(cx, &self.name, &self.version), Self::FAULTS)?;
        Ok(Response {})
    }
}
