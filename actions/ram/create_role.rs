//! `CreateRole` creates a role with its trust policy.
//!
//! Names compare without case. The users and roles of the account that the trust policy names
//! must exist.

use serde::Serialize;

use super::{
    policy_faults::{MALFORMED_POLICY, ROLE_EXISTS, TOO_MANY_ROLES},
    policy_params::{DESCRIPTION, DOCUMENT, ROLE_NAME},
    roles::{self, NewRole, RoleView},
    tags,
};
use crate::{Access, Action, Cx, Fault, Params, Result, TagReader, flag, int, text};

pub(super) struct CreateRole(NewRole);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    role: RoleView,
}

impl Action for CreateRole {
    const NAME: &'static str = "CreateRole";
    const DOC: &'static str = "Creates a role.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/*"];
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    const FAULTS: &'static [Fault] = &[MALFORMED_POLICY, ROLE_EXISTS, TOO_MANY_ROLES];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let trust = text("AssumeRolePolicyDocument").len(1, DOCUMENT);
        let about = text("Description").prose(1, DESCRIPTION).doc("What the role is for.");
        let longest = int("MaxSessionDuration").range(3600, 43200);
        let console = flag("AllowConsoleLogin").doc("Whether it may be used in the console.");
        Ok(Self(NewRole {
            name: p.required(ROLE_NAME)?,
            trust: p.required(trust.doc("The trust policy of the role, as JSON."))?,
            about: p.default(about, "")?,
            max_session: p.default(longest.doc("The longest session, in seconds."), 3600)?,
            console_login: p.default(console, true)?,
            tags: tags::read(p)?,
        }))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        Ok(Response {
            role: RoleView {
                role_principal_name: None,
                is_service_linked_role: None,
                update_date: None,
                ..roles::create(cx, self.0)?
            },
        })
    }
}
