//! `UpdateAlias` leads an alias to another key.

use super::alias_names;
use crate::kms::{
    empty::Empty,
    faults::{BAD_PARAMETER, NO_ALIAS, NO_ALIAS_HERE, NO_KEY, PENDING_DELETION},
    keys::{found_keys, key_states},
    place::Place,
    tables::aliases,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct UpdateAlias {
    name: String,
    key: String,
}

impl Action for UpdateAlias {
    const NAME: &'static str = "UpdateAlias";
    const DOC: &'static str = "Binds an alias to another key.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = alias_names::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(alias_names::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, NO_ALIAS, NO_KEY, PENDING_DELETION, NO_ALIAS_HERE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (name, key) = alias_names::name_and_key(p)?;
        Ok(Self { name, key })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let mut alias = aliases::alias(cx.tx, place, &self.name)?.ok_or(NO_ALIAS)?;
        let key = found_keys::key_by_id(cx, &self.key)?;
        key_states::describable(key.state)?;
        alias.key = key.id;
        aliases::put(cx.tx, place, &alias)?;
        Ok(Empty {})
    }
}
