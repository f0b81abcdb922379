//! `DeleteServiceLinkedRole` starts a task that deletes a service-linked role.
//!
//! Nothing uses such a role here, so the task completes at once.

use serde::Serialize;

use super::{
    policy_faults::{NO_ROLE, NOT_SERVICE_LINKED},
    policy_params::ROLE_NAME,
    service_roles,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteServiceLinkedRole {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    deletion_task_id: String,
}

impl Action for DeleteServiceLinkedRole {
    const NAME: &'static str = "DeleteServiceLinkedRole";
    const DOC: &'static str = "Deletes a service-linked role.";
    const ACCESS: Access = Access::Delete;
    // Assumed: the resource in policies is that of `DeleteRole`.
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, NOT_SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { deletion_task_id: service_roles::delete(cx, &self.name)? })
    }
}
