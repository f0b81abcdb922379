//! `CreateServiceLinkedRole` creates a service-linked role.
//!
//! None of the services here allows several roles, so a suffix or a description is rejected. The errors
//! are those that Resource Manager documents for its action of this name.

use serde::Serialize;

use super::{
    policy_faults::{NO_DESCRIPTION, NO_SERVICE, NO_SUFFIX, ROLE_EXISTS},
    policy_params::{DESCRIPTION, is_role_suffix},
    roles::RoleView,
    service_roles,
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

impl Action for CreateServiceLinkedRole {
    const NAME: &'static str = "CreateServiceLinkedRole";
    const DOC: &'static str = "Creates a service-linked role.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_SERVICE, NO_SUFFIX, NO_DESCRIPTION, ROLE_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let suffix = text("CustomSuffix").chars(1, 64, is_role_suffix);
        let about = text("Description").prose(1, DESCRIPTION).doc("What the role is for.");
        Ok(Self {
            service: p.required(text("ServiceName").doc("The name of the service."))?,
            suffix: p.optional(suffix.doc("The suffix of the role name."))?,
            about: p.optional(about)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (suffix, about) = (self.suffix.as_deref(), self.about.as_deref());
        let role = service_roles::create(cx, &self.service, suffix, about)?;
        Ok(Response { role: RoleView { role_principal_name: None, ..role } })
    }
}
