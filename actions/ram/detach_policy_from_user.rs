//! `DetachPolicyFromUser` detaches a policy from a user, for the account or for one resource group.

use serde::Serialize;

use super::{
    attach::AttachmentRequest, faults::NO_USER, policy_faults::NO_POLICY, policy_params::USER_NAME,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DetachPolicyFromUser(AttachmentRequest);

#[derive(Serialize)]
pub(super) struct Response {}

const NOT_ATTACHED: Fault = Fault {
    status: 404,
    code: "EntityNotExist.User.Policy",
    message: "The indicate policy of the user does not exist.",
};

impl Action for DetachPolicyFromUser {
    const NAME: &'static str = "DetachPolicyFromUser";
    const DOC: &'static str = "Detaches a policy from a user.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{owner}:policy/{PolicyName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_POLICY, NOT_ATTACHED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(AttachmentRequest::read(p, USER_NAME)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        self.0.detach(cx, Entity::User, NOT_ATTACHED)?;
        Ok(Response {})
    }
}
