//! `CreatePolicy` makes a permission policy.

use serde::Serialize;

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, NO_INSTANCE, OBJECT_EXISTS},
        instances::held_instances,
        place::Place,
        tables::permission_policies::{self, PermissionPolicy},
    },
    text,
};

pub(in crate::kms) struct CreatePolicy {
    name: String,
    instance: Option<String>,
    permissions: String,
    resources: String,
    rules: Option<String>,
    description: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    name: String,
    description: String,
    kms_instance: String,
    permissions: String,
    resources: String,
    access_control_rules: String,
}

impl Action for CreatePolicy {
    const NAME: &'static str = "CreatePolicy";
    const DOC: &'static str = "Creates a permission policy.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:policy"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, OBJECT_EXISTS, NO_INSTANCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            instance: p.optional(text("KmsInstance").doc("The instance, or shared."))?,
            permissions: p
                .required(text("Permissions").doc("What is permitted, a list in JSON."))?,
            resources: p.required(text("Resources").doc("On what, a list in JSON."))?,
            rules: p.optional(text("AccessControlRules").doc("The network rules, in JSON."))?,
            description: p.optional(text("Description").len(0, 8192).doc("A description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        if let Some(id) = self.instance.as_deref().filter(|it| *it != "shared") {
            held_instances::instance(cx, id)?;
        }
        if permission_policies::named(cx.tx, place, &self.name)?.is_some() {
            return Err(OBJECT_EXISTS.into());
        }
        let it = PermissionPolicy {
            name: self.name,
            instance: self.instance.unwrap_or_default(),
            permissions: access_rules::permissions(&self.permissions)?,
            resources: access_rules::resources(&self.resources)?,
            rules: access_rules::rules(self.rules.as_deref())?,
            description: self.description.unwrap_or_default(),
        };
        permission_policies::add(cx.tx, place, &it)?;
        Ok(Response {
            arn: place.arn(&format!("policy/{}", it.name)),
            name: it.name,
            description: it.description,
            kms_instance: it.instance,
            permissions: it.permissions,
            resources: it.resources,
            access_control_rules: it.rules,
        })
    }
}
