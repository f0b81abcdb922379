//! `DescribeApplicationAccessPoint` tells of an access point.

use serde::Serialize;

use super::access_rules;
use crate::kms::{faults::NO_RESOURCE, place::Place, tables::access_points};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DescribeApplicationAccessPoint {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    name: String,
    description: String,
    authentication_method: String,
    policies: String,
}

impl Action for DescribeApplicationAccessPoint {
    const NAME: &'static str = "DescribeApplicationAccessPoint";
    const DOC: &'static str = "Queries an access point.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:kms:{region}:{account}:applicationaccesspoint/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let it = access_points::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        Ok(Response {
            arn: place.arn(&format!("applicationaccesspoint/{}", it.name)),
            name: it.name,
            description: it.description,
            authentication_method: it.method,
            policies: it.policies,
        })
    }
}
