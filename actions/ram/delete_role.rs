//! `DeleteRole` deletes a role without policies. Its sessions become invalid.

use serde::Serialize;

use super::{
    policy_faults::{NO_ROLE, SERVICE_LINKED},
    policy_params::ROLE_NAME,
    roles,
    tables::{holds_policies, roles::delete_role},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteRole {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

const HAS_POLICY: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Role.Policy",
    message: "The role CAN NOT has any attached policy while deleting the role.",
};

impl Action for DeleteRole {
    const NAME: &'static str = "DeleteRole";
    const DOC: &'static str = "Deletes a role.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, HAS_POLICY, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(ROLE_NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let role = roles::find_modifiable(cx, &self.name)?;
        let account = &cx.caller.account;
        if holds_policies(cx.tx, account, "role", role.seq)? {
            return Err(HAS_POLICY.into());
        }
        delete_role(cx.tx, account, role.seq)?;
        Ok(Response {})
    }
}
