//! `AttachPolicyToUser` attaches a policy to a user.

use serde::Serialize;

use super::{
    attach::{AttachmentRequest, Entity},
    attach_faults::USER,
    faults::NO_USER,
    policy_faults::NO_POLICY,
    policy_params::USER_NAME,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AttachPolicyToUser(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for AttachPolicyToUser {
    const NAME: &'static str = "AttachPolicyToUser";
    const DOC: &'static str = "Attaches a policy to a user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_POLICY, USER.attached, USER.too_many];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, Entity::User, USER_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.attach(cx)?;
        Ok(Response {})
    }
}
