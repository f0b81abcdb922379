//! `DeleteRole` deletes a role without policies. Its sessions become invalid.

use serde::Serialize;

use crate::resourcemanager::{
    ram_errors::{reworded, wording},
    roles::role_errors::{HAS_POLICY, NO_ROLE, SERVICE_LINKED},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{policy_params::ROLE_NAME, roles},
};

pub(in crate::resourcemanager) struct DeleteRole {
    name: String,
}

#[derive(Serialize)]
pub(in crate::resourcemanager) struct Response {}

impl Action for DeleteRole {
    const NAME: &'static str = "DeleteRole";
    const DOC: &'static str = "Deletes a role.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "ram:DeleteRole";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, HAS_POLICY, SERVICE_LINKED];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        reworded(roles::delete(cx, &self.name), Self::FAULTS)?;
        Ok(Response {})
    }
}
