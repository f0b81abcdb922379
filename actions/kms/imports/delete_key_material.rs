//! `DeleteKeyMaterial` takes the imported material of a key away.

use crate::kms::{
    empty::Empty,
    faults::{BAD_ORIGIN, NO_ALIAS_HERE, NO_KEY},
    keys::{
        due_work,
        found_keys::{self, KEY_BY_ID},
    },
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct DeleteKeyMaterial {
    key: String,
}

impl Action for DeleteKeyMaterial {
    const NAME: &'static str = "DeleteKeyMaterial";
    const DOC: &'static str = "Deletes the imported material of a key.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE, BAD_ORIGIN];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY_BY_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        if !key.is_external() {
            return Err(BAD_ORIGIN.into());
        }
        due_work::lose_material(cx, &mut key)?;
        Ok(Empty {})
    }
}
