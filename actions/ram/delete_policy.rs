//! `DeletePolicy` deletes a custom policy that is attached to nothing.
//!
//! A policy with several versions is deleted only with `CascadingDelete`.
//!
//! Assumed: the code of a policy that roles still have.

use serde::Serialize;

use super::{
    policies,
    policy_faults::{
        NO_POLICY, POLICY_HAS_GROUP, POLICY_HAS_ROLE, POLICY_HAS_USER, POLICY_HAS_VERSIONS,
    },
    policy_params::POLICY_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag};

pub(super) struct DeletePolicy {
    name: String,
    cascading: bool,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeletePolicy {
    const NAME: &'static str = "DeletePolicy";
    const DOC: &'static str = "Deletes a custom policy.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] =
        &[NO_POLICY, POLICY_HAS_USER, POLICY_HAS_GROUP, POLICY_HAS_ROLE, POLICY_HAS_VERSIONS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let cascading = flag("CascadingDelete").doc("Whether to delete its other versions, too.");
        Ok(Self { name: p.required(POLICY_NAME)?, cascading: p.default(cascading, false)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        policies::delete(cx, &self.name, self.cascading)?;
        Ok(Response {})
    }
}
