//! `CreateNetworkRule` makes a network rule.

use serde::Serialize;

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, OBJECT_EXISTS},
        place::Place,
        tables::network_rules::{self, NetworkRule},
    },
    text,
};

pub(in crate::kms) struct CreateNetworkRule {
    name: String,
    kind: String,
    description: Option<String>,
    source: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    arn: String,
    name: String,
    r#type: String,
    description: String,
    source_private_ip: String,
}

impl Action for CreateNetworkRule {
    const NAME: &'static str = "CreateNetworkRule";
    const DOC: &'static str = "Creates a network rule.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:network"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, OBJECT_EXISTS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            kind: p.required(text("Type").one_of(&["Private"]).doc("What network it is of."))?,
            description: p.optional(text("Description").len(0, 8192).doc("A description."))?,
            source: p.optional(text("SourcePrivateIp").doc("The addresses, a list in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        if network_rules::named(cx.tx, place, &self.name)?.is_some() {
            return Err(OBJECT_EXISTS.into());
        }
        let it = NetworkRule {
            name: self.name,
            kind: self.kind,
            description: self.description.unwrap_or_default(),
            source: access_rules::addresses(self.source.as_deref())?,
        };
        network_rules::add(cx.tx, place, &it)?;
        Ok(Response {
            arn: place.arn(&format!("network/{}", it.name)),
            name: it.name,
            r#type: it.kind,
            description: it.description,
            source_private_ip: it.source,
        })
    }
}
