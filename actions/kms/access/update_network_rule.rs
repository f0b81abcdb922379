//! `UpdateNetworkRule` changes a network rule: what is given of it.

use super::access_rules;
use crate::{Access, Action, Cx, Fault, Params, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, NO_RESOURCE},
        place::Place,
        tables::network_rules,
    },
    text,
};

pub(in crate::kms) struct UpdateNetworkRule {
    name: String,
    description: Option<String>,
    source: Option<String>,
}

impl Action for UpdateNetworkRule {
    const NAME: &'static str = "UpdateNetworkRule";
    const DOC: &'static str = "Changes a network rule.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:network/{Name}"];
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.required(access_rules::NAME)?,
            description: p
                .optional(text("Description").len(0, 8192).keep_empty().doc("The description."))?,
            source: p.optional(text("SourcePrivateIp").doc("The addresses, a list in JSON."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut it = network_rules::named(cx.tx, place, &self.name)?.ok_or(NO_RESOURCE)?;
        if let Some(text) = self.description {
            it.description = text;
        }
        if self.source.is_some() {
            it.source = access_rules::addresses(self.source.as_deref())?;
        }
        network_rules::put(cx.tx, place, &it)?;
        Ok(Empty {})
    }
}
