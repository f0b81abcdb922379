//! `CreateRole` creates a role with its trust policy.

use serde::Serialize;

use crate::resourcemanager::{
    ram_errors::{reworded, wording},
    roles::role_errors::{EXISTS, MALFORMED, TOO_MANY},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording, int,
    ram::{
        policy_params::{DESCRIPTION, DOCUMENT, ROLE_NAME},
        roles::{self, NewRole, RoleView},
    },
    text,
};

pub(in crate::resourcemanager) struct CreateRole(NewRole);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    role: RoleView,
}

impl Action for CreateRole {
    const NAME: &'static str = "CreateRole";
    const DOC: &'static str = "Creates a role.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "ram:CreateRole";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/*"];
    const FAULTS: &'static [Fault] = &[MALFORMED, EXISTS, TOO_MANY];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let trust = text("AssumeRolePolicyDocument").len(1, DOCUMENT);
        let about = text("Description").prose(1, DESCRIPTION).doc("What the role is for.");
        let longest = int("MaxSessionDuration").range(3600, 43200);
        Ok(Self(NewRole {
            name: p.required(ROLE_NAME)?,
            about: p.default(about, "")?,
            trust: p.required(trust.doc("The trust policy of the role, as JSON."))?,
            max_session: p.default(longest.doc("The longest session, in seconds."), 3600)?,
            console_login: true,
            tags: Vec::new(),
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response {
            role: RoleView {
                allow_console_login: None,
                is_service_linked_role: None,
                update_date: None,
                ..reworded(roles::create(cx, self.0), Self::FAULTS)?
            },
        })
    }
}
