//! `DetachPolicyFromRole` detaches a policy from a role, for the account or for one resource group.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::ROLE,
    policy_faults::{NO_POLICY, NO_ROLE, SERVICE_LINKED},
    policy_params::ROLE_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DetachPolicyFromRole(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DetachPolicyFromRole {
    const NAME: &'static str = "DetachPolicyFromRole";
    const DOC: &'static str = "Detaches a policy from a role.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:role/{RoleName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, NO_POLICY, ROLE.not_attached, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::Role, ROLE_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.detach(cx)?;
        Ok(Response {})
    }
}
