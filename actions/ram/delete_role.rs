//! `DeleteRole` deletes a role without policies. Its sessions become invalid.

use serde::Serialize;

use super::{
    policy_faults::{NO_ROLE, ROLE_HAS_POLICY, SERVICE_LINKED},
    policy_params::ROLE_NAME,
    roles,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteRole {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeleteRole {
    const NAME: &'static str = "DeleteRole";
    const DOC: &'static str = "Deletes a role.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, ROLE_HAS_POLICY, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        roles::delete(cx, &self.name)?;
        Ok(Response {})
    }
}
