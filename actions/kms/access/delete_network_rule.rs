//! `DeleteNetworkRule` deletes a network rule.

use super::access_rules;
use crate::kms::{empty::Empty, faults::NO_RESOURCE, place::Place, tables::network_rules};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DeleteNetworkRule {
    name: String,
}

impl Action for DeleteNetworkRule {
    const NAME: &'static str = "DeleteNetworkRule";
    const DOC: &'static str = "Deletes a network rule.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:network/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        if !network_rules::delete(cx.tx, place, &self.name)? {
            return Err(NO_RESOURCE.into());
        }
        Ok(Empty {})
    }
}
