//! `GetServiceLinkedRoleTemplate` returns the template of a service-linked role.

use serde::Serialize;

use super::{policy_faults::NO_SERVICE, service_roles::ServiceRole};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct GetServiceLinkedRoleTemplate {
    service: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    service_linked_role_template: Template,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Template {
    service_name: &'static str,
    role_name_prefix: String,
    system_policy_name: String,
    multiple_roles_allowed: bool,
    role_descriptions: Descriptions,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Descriptions {
    role_description: [Description; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Description {
    language: &'static str,
    description: String,
}

impl Action for GetServiceLinkedRoleTemplate {
    const NAME: &'static str = "GetServiceLinkedRoleTemplate";
    const DOC: &'static str = "Queries the template of a service-linked role.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_SERVICE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { service: p.required(text("ServiceName").doc("The name of the service."))? })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let found = ServiceRole::find(&self.service).ok_or(NO_SERVICE)?;
        let english = Description { language: "en", description: found.description() };
        Ok(Response {
            service_linked_role_template: Template {
                service_name: found.service,
                role_name_prefix: found.role(),
                system_policy_name: found.policy(),
                multiple_roles_allowed: false,
                role_descriptions: Descriptions { role_description: [english] },
            },
        })
    }
}
