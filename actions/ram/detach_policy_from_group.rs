//! `DetachPolicyFromGroup` detaches a policy from a group, for the account or for one resource
//! group.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::GROUP,
    faults::NO_GROUP,
    policy_faults::NO_POLICY,
    policy_params::GROUP_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DetachPolicyFromGroup(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DetachPolicyFromGroup {
    const NAME: &'static str = "DetachPolicyFromGroup";
    const DOC: &'static str = "Detaches a policy from a group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:group/{GroupName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_POLICY, GROUP.not_attached];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::Group, GROUP_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.detach(cx)?;
        Ok(Response {})
    }
}
