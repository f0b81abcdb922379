//! `AttachPolicyToUser` attaches a policy to a user.

use serde::Serialize;

use super::{
    attach::AttachmentRequest, faults::NO_USER, policy_faults::NO_POLICY, policy_params::USER_NAME,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToUser(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

const ATTACHED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.User.Policy",
    message: "The user has already been attached this policy.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.User.Policy",
    message: "The policy count of the user attached policies beyond the current limits.",
};

impl Action for AttachPolicyToUser {
    const NAME: &'static str = "AttachPolicyToUser";
    const DOC: &'static str = "Attaches a policy to a user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_POLICY, ATTACHED, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, USER_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx, Entity::User, (ATTACHED, TOO_MANY))?;
        Ok(Response {})
    }
}
