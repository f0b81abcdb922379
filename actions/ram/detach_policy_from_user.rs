//! `DetachPolicyFromUser` detaches a policy from a user, for the account or for one resource group.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::USER,
    faults::NO_USER,
    policy_faults::NO_POLICY,
    policy_params::USER_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DetachPolicyFromUser(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DetachPolicyFromUser {
    const NAME: &'static str = "DetachPolicyFromUser";
    const DOC: &'static str = "Detaches a policy from a user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_POLICY, USER.not_attached];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::User, USER_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.detach(cx)?;
        Ok(Response {})
    }
}
