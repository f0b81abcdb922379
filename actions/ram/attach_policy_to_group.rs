//! `AttachPolicyToGroup` attaches a policy to a group.

use serde::Serialize;

use super::{
    attach::AttachmentRequest, faults::NO_GROUP, policy_faults::NO_POLICY,
    policy_params::GROUP_NAME, tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToGroup(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

const ATTACHED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.Group.Policy",
    message: "The group has already been attached this policy.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Group.Policy",
    message: "The policy count of the group beyond the current limits.",
};

impl Action for AttachPolicyToGroup {
    const NAME: &'static str = "AttachPolicyToGroup";
    const DOC: &'static str = "Attaches a policy to a group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:group/{GroupName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_POLICY, ATTACHED, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, GROUP_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx, Entity::Group, (ATTACHED, TOO_MANY))?;
        Ok(Response {})
    }
}
