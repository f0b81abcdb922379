//! `CancelKeyDeletion` keeps a key that was to be deleted: enabled, unless it has no material (assumed).

use super::{
    due_work,
    found_keys::{self, KEY_BY_ID, RESOURCES, RESOURCES_OF},
    key_states::{ENABLED, IMPORT, KeyCause},
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    kms::{
        empty::Empty,
        faults::{NO_ALIAS_HERE, NO_KEY, STATE_FAILED},
        tables::keys,
    },
};

pub(in crate::kms) struct CancelKeyDeletion {
    key: String,
}

impl Action for CancelKeyDeletion {
    const NAME: &'static str = "CancelKeyDeletion";
    const DOC: &'static str = "Cancels the deletion of a key.";
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
        key.state.next(KeyCause::Cancel).ok_or(STATE_FAILED)?;
        let to = if key.material { ENABLED } else { IMPORT };
        key.state.move_to(cx, KeyCause::Cancel, to)?;
        key.deletion = None;
        keys::put(cx.tx, &key)?;
        cx.cancel(due_work::END.kind, &key.id)?;
        due_work::plan_rotation(cx, &key)?;
        Ok(Empty {})
    }
}
