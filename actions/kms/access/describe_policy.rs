//! `DescribePolicy` tells of a permission policy.

use serde::Serialize;

use super::access_rules;
use crate::kms::{faults::NO_RESOURCE, place::Place, tables::permission_policies};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DescribePolicy {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    name: String,
    description: String,
    kms_instance: String,
    permissions: Vec<String>,
    resources: Vec<String>,
    access_control_rules: String,
}

impl Action for DescribePolicy {
    const NAME: &'static str = "DescribePolicy";
    const DOC: &'static str = "Queries a permission policy.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:policy/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let it = permission_policies::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        Ok(Response {
            arn: place.arn(&format!("policy/{}", it.name)),
            name: it.name,
            description: it.description,
            kms_instance: it.instance,
            permissions: access_rules::texts("Permissions", &it.permissions)?,
            resources: access_rules::texts("Resources", &it.resources)?,
            access_control_rules: it.rules,
        })
    }
}
