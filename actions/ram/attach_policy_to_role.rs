//! `AttachPolicyToRole` attaches a policy to a role.
//!
//! Policies cannot be attached to service-linked roles.

use serde::Serialize;

use super::{
    attach::AttachmentRequest,
    policy_faults::{NO_POLICY, NO_ROLE, SERVICE_LINKED},
    policy_params::ROLE_NAME,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToRole(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

/// Observed (funcraft 507 and 508, and a test of the vendor's PHP SDK); for users and groups the
/// vendor documents another message.
const ATTACHED: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.Role.Policy",
    message: "The policy has already been attached to the role.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Role.Policy",
    message: "The count of policies attached to the role beyond the current limits.",
};

impl Action for AttachPolicyToRole {
    const NAME: &'static str = "AttachPolicyToRole";
    const DOC: &'static str = "Attaches a policy to a role.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:role/{RoleName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, NO_POLICY, ATTACHED, TOO_MANY, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, ROLE_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx, Entity::Role, (ATTACHED, TOO_MANY))?;
        Ok(Response {})
    }
}
