//! `CreateServiceLinkedRole` creates a service-linked role.
//!
//! It counts towards the role quota, but is created even beyond it. None of the services here
//! allows several roles, so a suffix or a description is rejected. The errors are those that
//! Resource Manager documents for its action of this name.

use serde::Serialize;

use super::{
    policy_faults::{NO_SERVICE, ROLE_EXISTS},
    policy_params::DESCRIPTION,
    roles::{self, RoleView},
    service_roles::ServiceRole,
    tables::roles::{Role, put_role, role},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct CreateServiceLinkedRole {
    service: String,
    suffix: Option<String>,
    about: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    role: RoleView,
}

const NO_SUFFIX: Fault = Fault {
    status: 400,
    code: "InvalidParameter.CustomSuffix.NotAllowed",
    message: "Custom suffix is not allowed for this Service Linked Role.",
};
const NO_DESCRIPTION: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Description.NotAllowed",
    message: "Custom description is not allowed for default service linked role.",
};

impl Action for CreateServiceLinkedRole {
    const NAME: &'static str = "CreateServiceLinkedRole";
    const DOC: &'static str = "Creates a service-linked role.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_SERVICE, NO_SUFFIX, NO_DESCRIPTION, ROLE_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let suffix = text("CustomSuffix").chars(1, 64, is_suffix);
        let about = text("Description").prose(1, DESCRIPTION).doc("What the role is for.");
        Ok(Self {
            service: p.required(text("ServiceName").doc("The name of the service."))?,
            suffix: p.optional(suffix.doc("The suffix of the role name."))?,
            about: p.optional(about)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let template = ServiceRole::find(&self.service).ok_or(NO_SERVICE)?;
        if self.suffix.is_some() {
            return Err(NO_SUFFIX.into());
        }
        if self.about.is_some() {
            return Err(NO_DESCRIPTION.into());
        }
        let account = &cx.caller.account;
        if role(cx.tx, account, &template.role())?.is_some() {
            return Err(ROLE_EXISTS.into());
        }
        let mut made = Role {
            seq: 0,
            id: roles::new_id(cx),
            name: template.role(),
            about: template.description(),
            trust: template.trust(),
            max_session: 3600,
            service_linked: true,
            console_login: false,
            made: cx.now,
            changed: cx.now,
        };
        put_role(cx.tx, account, &mut made)?;
        Ok(Response {
            role: RoleView {
                role_principal_name: None,
                max_session_duration: None,
                allow_console_login: None,
                update_date: None,
                ..RoleView::of(account, made)
            },
        })
    }
}

fn is_suffix(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}
