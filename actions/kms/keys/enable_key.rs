//! `EnableKey` enables a key. One that is enabled stays so.

use super::{
    due_work,
    found_keys::{self, KEY_BY_ID, RESOURCES, RESOURCES_OF},
    key_states::{ENABLED, KeyCause},
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    kms::{
        empty::Empty,
        faults::{NO_ALIAS_HERE, NO_KEY, STATE_FAILED},
        tables::keys,
    },
};

pub(in crate::kms) struct EnableKey {
    key: String,
}

impl Action for EnableKey {
    const NAME: &'static str = "EnableKey";
    const DOC: &'static str = "Enables a key.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE, STATE_FAILED];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { key: p.required(KEY_BY_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        if key.state != ENABLED {
            key.state.next(KeyCause::Enable).ok_or(STATE_FAILED)?;
            key.state.move_to(cx, KeyCause::Enable, ENABLED)?;
            keys::put(cx.tx, &key)?;
            due_work::plan_rotation(cx, &key)?;
        }
        Ok(Empty {})
    }
}
