//! `ListPoliciesForRole` lists the policies attached to a role for the whole account.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{
    attach,
    attached_policies::{self, AttachedPolicy},
    policy_faults::NO_ROLE,
    policy_params::ROLE_NAME,
    policy_views::List,
    tables::attachments::Entity,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct ListPoliciesForRole {
    role: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    policies: List<AttachedPolicy>,
}

impl Action for ListPoliciesForRole {
    const NAME: &'static str = "ListPoliciesForRole";
    const DOC: &'static str = "Lists the policies attached to a role.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { role: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let role = attach::seq(cx, Entity::Role, &self.role)?;
        Ok(Response { policies: attached_policies::attached(cx, (Entity::Role, role))? })
    }
}
