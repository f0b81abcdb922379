//! `ListPoliciesForUser` lists the policies attached to a user for the whole account, but not those of its groups.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    attach,
    attached_policies::{self, AttachedPolicy},
    faults::NO_USER,
    policy_params::USER_NAME,
    policy_views::List,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct ListPoliciesForUser {
    user: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policies: List<AttachedPolicy>,
}

impl Action for ListPoliciesForUser {
    const NAME: &'static str = "ListPoliciesForUser";
    const DOC: &'static str = "Lists the policies attached to a user.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { user: p.required(USER_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = attach::seq(cx, Entity::User, &self.user)?;
        Ok(Response { policies: attached_policies::attached(cx, (Entity::User, user))? })
    }
}
