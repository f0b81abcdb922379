//! `GetRole` returns a role with its trust policy. It has no `LatestDeletionTask`: such tasks complete at once.

use serde::Serialize;

use crate::resourcemanager::{
    language::LANGUAGE, ram_errors::wording, roles::role_errors::NO_ROLE,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::ROLE_NAME,
        roles::{self, RoleView},
    },
};

pub(in crate::resourcemanager) struct GetRole {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    role: RoleView,
}

impl Action for GetRole {
    const NAME: &'static str = "GetRole";
    const DOC: &'static str = "Queries a role.";
    const ACCESS: Access = Access::Get;
    const RAM: &'static str = "ram:GetRole";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(ROLE_NAME)?;
        p.optional(LANGUAGE)?;
        Ok(Self { name })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let role = roles::get(cx, &self.name)?;
        Ok(Response { role: RoleView { allow_console_login: None, ..role } })
    }
}
