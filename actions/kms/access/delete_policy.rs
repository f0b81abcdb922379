//! `DeletePolicy` deletes a permission policy.

use super::access_rules;
use crate::kms::{empty::Empty, faults::NO_RESOURCE, place::Place, tables::permission_policies};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::kms) struct DeletePolicy {
    name: String,
}

impl Action for DeletePolicy {
    const NAME: &'static str = "DeletePolicy";
    const DOC: &'static str = "Deletes a permission policy.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:policy/{Name}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(access_rules::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        if !permission_policies::delete(cx.tx, place, &self.name)? {
            return Err(NO_RESOURCE.into());
        }
        Ok(Empty {})
    }
}
