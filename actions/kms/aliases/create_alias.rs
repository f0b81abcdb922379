//! `CreateAlias` gives a key an alias.

use super::alias_names;
use crate::kms::{
    empty::Empty,
    faults::{ALIAS_EXISTS, BAD_PARAMETER, LIMIT, NO_ALIAS_HERE, NO_KEY, STATE_FAILED},
    keys::{found_keys, key_states},
    place::Place,
    tables::{
        aliases::{self, Alias},
        settings,
    },
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct CreateAlias {
    name: String,
    key: String,
}

impl Action for CreateAlias {
    const NAME: &'static str = "CreateAlias";
    const DOC: &'static str = "Creates an alias of a key.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = alias_names::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(alias_names::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, ALIAS_EXISTS, NO_KEY, STATE_FAILED, LIMIT, NO_ALIAS_HERE];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (name, key) = alias_names::name_and_key(p)?;
        Ok(Self { name, key })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let key = found_keys::key_by_id(cx, &self.key)?;
        key_states::staying(key.state)?;
        if aliases::alias(cx.tx, place, &self.name)?.is_some() {
            return Err(ALIAS_EXISTS.into());
        }
        let (_, held) = aliases::page(cx.tx, place, (0, 0))?;
        if held >= 300 && settings::settings(cx.tx, place.account)?.quotas {
            return Err(LIMIT.into());
        }
        aliases::add(cx.tx, place, &Alias { name: self.name, key: key.id })?;
        Ok(Empty {})
    }
}
