//! `DisableKey` disables a key. One that is disabled stays so.

use super::{
    found_keys::{self, KEY_BY_ID, RESOURCES, RESOURCES_OF},
    key_states::{KeyCause, OFF},
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    kms::{
        empty::Empty,
        faults::{NO_ALIAS_HERE, NO_KEY, STATE_FAILED},
        tables::keys,
    },
};

pub(in crate::kms) struct DisableKey {
    key: String,
}

impl Action for DisableKey {
    const NAME: &'static str = "DisableKey";
    const DOC: &'static str = "Disables a key.";
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
        if key.state != OFF {
            key.state.next(KeyCause::Disable).ok_or(STATE_FAILED)?;
            key.state.move_to(cx, KeyCause::Disable, OFF)?;
            keys::put(cx.tx, &key)?;
        }
        Ok(Empty {})
    }
}
