//! `UpdateRole` changes a role. Omitted fields keep their value; an empty description clears it.

use serde::Serialize;

use super::{
    policy_faults::{MALFORMED_POLICY, NO_ROLE, SERVICE_LINKED},
    policy_params::{DESCRIPTION, DOCUMENT, ROLE_NAME},
    roles::{self, RoleChanges, RoleView},
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, int, text};

pub(super) struct UpdateRole {
    name: String,
    to: RoleChanges,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    role: RoleView,
}

impl Action for UpdateRole {
    const NAME: &'static str = "UpdateRole";
    const DOC: &'static str = "Changes a role.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, MALFORMED_POLICY, SERVICE_LINKED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let trust = text("NewAssumeRolePolicyDocument").len(1, DOCUMENT);
        let longest = int("NewMaxSessionDuration").range(3600, 43200);
        let about = text("NewDescription").prose(1, DESCRIPTION).keep_empty();
        let console = flag("NewAllowConsoleLogin").doc("Whether it may be used in the console.");
        Ok(Self {
            name: p.required(ROLE_NAME)?,
            to: RoleChanges {
                trust: p.optional(trust.doc("The trust policy of the role, as JSON."))?,
                max_session: p.optional(longest.doc("The longest session, in seconds."))?,
                about: p.optional(about.doc("What the role is for."))?,
                console_login: p.optional(console)?,
            },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response {
            role: RoleView {
                role_principal_name: None,
                is_service_linked_role: None,
                ..roles::update(cx, &self.name, self.to)?
            },
        })
    }
}
