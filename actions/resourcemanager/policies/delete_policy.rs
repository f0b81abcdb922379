//! `DeletePolicy` deletes a custom policy that has one version and is attached to nothing.

use serde::Serialize;

use crate::resourcemanager::{
    policies::policy_errors::{HAS_GROUP, HAS_ROLE, HAS_USER, HAS_VERSIONS, NO_POLICY},
    ram_errors::{reworded, wording},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{policies, policy_params::POLICY_NAME},
};

pub(in crate::resourcemanager) struct DeletePolicy {
    name: String,
}

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for DeletePolicy {
    const NAME: &'static str = "DeletePolicy";
    const DOC: &'static str = "Deletes a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "ram:DeletePolicy";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_POLICY, HAS_USER, HAS_GROUP, HAS_ROLE, HAS_VERSIONS];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(POLICY_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        reworded(policies::delete(cx, &self.name, false), Self::FAULTS)?;
        Ok(Response {})
    }
}
