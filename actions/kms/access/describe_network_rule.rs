//! `DescribeNetworkRule` tells of a network rule.

use serde::Serialize;

use super::access_rules;
use crate::kms::{faults::NO_RESOURCE, place::Place, tables::network_rules};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DescribeNetworkRule {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    r#type: String,
    description: String,
    source_private_ip: String,
}

impl Action for DescribeNetworkRule {
    const NAME: &'static str = "DescribeNetworkRule";
    const DOC: &'static str = "Queries a network rule.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:network/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let it = network_rules::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        Ok(Response {
            arn: place.arn(&format!("network/{}", it.name)),
            r#type: it.kind,
            description: it.description,
            source_private_ip: it.source,
        })
    }
}
