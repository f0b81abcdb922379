//! `GetRole` returns a role with its trust policy.

use serde::Serialize;

use super::{
    policy_faults::NO_ROLE,
    policy_params::ROLE_NAME,
    roles::{self, RoleView},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetRole {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    role: RoleView,
}

impl Action for GetRole {
    const NAME: &'static str = "GetRole";
    const DOC: &'static str = "Queries a role.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { role: roles::get(cx, &self.name)? })
    }
}
