//! `CreateServiceLinkedRole` creates a service-linked role.
//!
//! None of the services here allows several roles, so a suffix or a description is rejected.

use serde::Serialize;

use crate::resourcemanager::{
    ram_errors::{reworded, wording},
    roles::role_errors::{EXISTS, NO_DESCRIPTION, NO_SERVICE, NO_SUFFIX},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    ram::{
        policy_params::{DESCRIPTION, is_role_suffix},
        roles::RoleView,
        service_roles,
    },
    text,
};

pub(in crate::resourcemanager) struct CreateServiceLinkedRole {
    service: String,
    suffix: Option<String>,
    about: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    role: RoleView,
}

impl Action for CreateServiceLinkedRole {
    const NAME: &'static str = "CreateServiceLinkedRole";
    const DOC: &'static str = "Creates a service-linked role.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "ram:CreateServiceLinkedRole";
    const FAULTS: &'static [Fault] = &[NO_SERVICE, NO_SUFFIX, NO_DESCRIPTION, EXISTS];
    const WORDING: Option<Wording> = Some(wording);
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
        let made = service_roles::create(cx, &self.service, suffix, about);
        Ok(Response { role: reworded(made, Self::FAULTS)? })
    }
}
