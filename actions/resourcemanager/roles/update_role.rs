//! `UpdateRole` changes a role. Omitted fields keep their value; an empty description clears it.
//!
//! Assumed: an empty description clears it, as in RAM.

use serde::Serialize;

use crate::resourcemanager::{
    ram_errors::{reworded, wording},
    roles::role_errors::{MALFORMED, NO_ROLE, SERVICE_LINKED},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, int,
    ram::{
        policy_params::{DESCRIPTION, DOCUMENT, ROLE_NAME},
        roles::{self, RoleChanges, RoleView},
    },
    text,
};

pub(in crate::resourcemanager) struct UpdateRole {
    name: String,
    to: RoleChanges,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    role: RoleView,
}

impl Action for UpdateRole {
    const NAME: &'static str = "UpdateRole";
    const DOC: &'static str = "Changes a role.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "ram:UpdateRole";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/{RoleName}"];
    const FAULTS: &'static [Fault] = &[NO_ROLE, MALFORMED, SERVICE_LINKED];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let trust = text("NewAssumeRolePolicyDocument").len(1, DOCUMENT);
        let longest = int("NewMaxSessionDuration").range(3600, 43200);
        let about = text("NewDescription").prose(1, DESCRIPTION).keep_empty();
        Ok(Self {
            name: p.required(ROLE_NAME)?,
            to: RoleChanges {
                trust: p.optional(trust.doc("The trust policy of the role, as JSON."))?,
                max_session: p.optional(longest.doc("The longest session, in seconds."))?,
                about: p.optional(about.doc("What the role is for."))?,
                console_login: None,
            },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response {
            role: RoleView {
                allow_console_login: None,
                is_service_linked_role: None,
                ..reworded(roles::update(cx, &self.name, self.to), Self::FAULTS)?
            },
        })
    }
}
