//! `DeleteAlias` deletes an alias; its key stays.

use super::alias_names;
use crate::kms::{
    empty::Empty,
    faults::{BAD_PARAMETER, NO_ALIAS},
    place::Place,
    tables::aliases,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct DeleteAlias {
    name: String,
}

impl Action for DeleteAlias {
    const NAME: &'static str = "DeleteAlias";
    const DOC: &'static str = "Deletes an alias.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = alias_names::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(alias_names::RESOURCES_OF_PRESENT);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_ALIAS];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(alias_names::NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let alias = aliases::alias(cx.tx, place, &self.name)?.ok_or(NO_ALIAS)?;
        aliases::delete(cx.tx, place, &alias.name)?;
        Ok(Empty {})
    }
}
