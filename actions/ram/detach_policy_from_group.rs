//! `DetachPolicyFromGroup` detaches a policy from a group, for the account or for one resource
//! group.

use serde::Serialize;

use super::{
    attach::AttachmentRequest, faults::NO_GROUP, policy_faults::NO_POLICY,
    policy_params::GROUP_NAME, tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DetachPolicyFromGroup(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

const NOT_ATTACHED: Fault = Fault {
    status: 404,
    code: "EntityNotExist.Group.Policy",
    message: "The indicate policy attached to the group does not exist.",
};

impl Action for DetachPolicyFromGroup {
    const NAME: &'static str = "DetachPolicyFromGroup";
    const DOC: &'static str = "Detaches a policy from a group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:group/{GroupName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, NO_POLICY, NOT_ATTACHED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, GROUP_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.detach(cx, Entity::Group, NOT_ATTACHED)?;
        Ok(Response {})
    }
}
