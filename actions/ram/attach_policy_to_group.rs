//! `AttachPolicyToGroup` attaches a policy to a group.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::GROUP,
    faults::NO_GROUP,
    policy_faults::NO_POLICY,
    policy_params::GROUP_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToGroup(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for AttachPolicyToGroup {
    const NAME: &'static str = "AttachPolicyToGroup";
    const DOC: &'static str = "Attaches a policy to a group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:group/{GroupName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_POLICY, GROUP.attached, GROUP.too_many];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::Group, GROUP_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx)?;
        Ok(Response {})
    }
}
