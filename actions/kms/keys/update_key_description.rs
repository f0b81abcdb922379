//! `UpdateKeyDescription` changes the description of a key; without one it has none.

use super::{
    found_keys::{self, KEY_BY_ID, RESOURCES, RESOURCES_OF},
    key_states,
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    kms::{
        empty::Empty,
        faults::{NO_ALIAS_HERE, NO_KEY, PENDING_DELETION},
        tables::keys,
    },
    text,
};

pub(in crate::kms) struct UpdateKeyDescription {
    key: String,
    description: Option<String>,
}

impl Action for UpdateKeyDescription {
    const NAME: &'static str = "UpdateKeyDescription";
    const DOC: &'static str = "Changes the description of a key.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE, PENDING_DELETION];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY_BY_ID)?,
            description: p.optional(text("Description").len(0, 8192).doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        key_states::describable(key.state)?;
        key.description = self.description.unwrap_or_default();
        keys::put(cx.tx, &key)?;
        Ok(Empty {})
    }
}
