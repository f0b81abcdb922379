//! `DeleteServiceLinkedRole` starts a task that deletes a service-linked role.
//!
//! Nothing uses such a role here, so the task completes at once.

use serde::Serialize;

use super::{
    policy_faults::NO_ROLE, policy_params::ROLE_NAME, roles, service_roles::ServiceRole,
    tables::roles::delete_role,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids};

pub(super) struct DeleteServiceLinkedRole {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    deletion_task_id: String,
}

const NOT_SERVICE_LINKED: Fault = Fault {
    status: 404,
    code: "EntityNotExist.ServiceLinkedRole",
    message: "This role exists but is not a Service Linked Role.",
};

impl Action for DeleteServiceLinkedRole {
    const NAME: &'static str = "DeleteServiceLinkedRole";
    const DOC: &'static str = "Deletes a service-linked role.";
    const ACCESS: Access = Access::Delete;
    // Assumed: like those of `DeleteRole`.
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, NOT_SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let role = roles::find(cx, &self.name)?;
        let template = ServiceRole::named(&role.name).filter(|_| role.service_linked);
        let service = template.ok_or(NOT_SERVICE_LINKED)?.service;
        delete_role(cx.tx, &cx.caller.account, role.seq)?;
        let uuid = [8, 4, 4, 4, 12].map(|digits| ids::hex(cx.random, digits)).join("-");
        let deletion_task_id = format!("task/acs-service-role/{service}/{}/{uuid}", role.name);
        Ok(Response { deletion_task_id })
    }
}
