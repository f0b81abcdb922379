//! `UpdatePolicy` changes a permission policy: what is given of it.

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, NO_RESOURCE},
        place::Place,
        tables::permission_policies,
    },
    text,
};

pub(in crate::kms) struct UpdatePolicy {
    name: String,
    permissions: Option<String>,
    resources: Option<String>,
    rules: Option<String>,
    description: Option<String>,
}

impl Action for UpdatePolicy {
    const NAME: &'static str = "UpdatePolicy";
    const DOC: &'static str = "Changes a permission policy.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:policy/{Name}"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            permissions: p
                .optional(text("Permissions").doc("What is permitted, a list in JSON."))?,
            resources: p.optional(text("Resources").doc("On what, a list in JSON."))?,
            rules: p.optional(text("AccessControlRules").doc("The network rules, in JSON."))?,
            description: p
                .optional(text("Description").len(0, 8192).keep_empty().doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut it = permission_policies::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        if let Some(text) = self.description {
            it.description = text;
        }
        if let Some(text) = &self.permissions {
            it.permissions = access_rules::permissions(text)?;
        }
        if let Some(text) = &self.resources {
            it.resources = access_rules::resources(text)?;
        }
        if self.rules.is_some() {
            it.rules = access_rules::rules(self.rules.as_deref())?;
        }
        permission_policies::put(cx.tx, place, &it)?;
        Ok(Empty {})
    }
}
