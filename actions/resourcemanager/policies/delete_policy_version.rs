//! `DeletePolicyVersion` deletes a version of a custom policy, but never the default one.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{IS_DEFAULT, NO_POLICY, NO_VERSION},
    ram_errors::{reworded, wording},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{POLICY_NAME, VERSION_ID},
        policy_versions,
    },
};

pub(in crate::resourcemanager) struct DeletePolicyVersion {
    name: String,
    version: String,
}

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for DeletePolicyVersion {
    const NAME: &'static str = "DeletePolicyVersion";
    const DOC: &'static str = "Deletes a version of a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "ram:DeletePolicyVersion";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, NO_VERSION, IS_DEFAULT];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)?, version: p.required(VERSION_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        reworded(policy_versions::delete(cx, &self.name, &self.version), Self::FAULTS)?;
        Ok(Response {})
    }
}
