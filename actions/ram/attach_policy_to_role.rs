//! `AttachPolicyToRole` attaches a policy to a role.
//!
//! Policies cannot be attached to service-linked roles.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::ROLE,
    policy_faults::{NO_POLICY, NO_ROLE, SERVICE_LINKED},
    policy_params::ROLE_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToRole(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for AttachPolicyToRole {
    const NAME: &'static str = "AttachPolicyToRole";
    const DOC: &'static str = "Attaches a policy to a role.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:role/{RoleName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] =
        &[NO_ROLE, NO_POLICY, ROLE.attached, ROLE.too_many, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::Role, ROLE_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx)?;
        Ok(Response {})
    }
}
