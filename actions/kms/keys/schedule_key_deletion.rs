//! `ScheduleKeyDeletion` has a key deleted after some days.
//!
//! Assumed: what a key that is protected against deletion is refused with.

use super::{
    due_work,
    found_keys::{self, KEY_BY_ID, RESOURCES, RESOURCES_OF},
    key_states::{DELETION, KeyCause},
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, int,
    kms::{
        empty::Empty,
        faults::{NO_ALIAS_HERE, NO_KEY, STATE_FAILED},
        tables::keys,
    },
};

pub(in crate::kms) struct ScheduleKeyDeletion {
    key: String,
    days: i64,
}

impl Action for ScheduleKeyDeletion {
    const NAME: &'static str = "ScheduleKeyDeletion";
    const DOC: &'static str = "Schedules the deletion of a key.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS_HERE, STATE_FAILED];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY_BY_ID)?,
            days: p
                .required(int("PendingWindowInDays").range(7, 366).doc("After how many days."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let mut key = found_keys::key_by_id(cx, &self.key)?;
        // A key that is protected has the same code (assumed: none is published).
        key.state.next(KeyCause::Schedule).filter(|_| !key.guarded).ok_or(STATE_FAILED)?;
        key.state.move_to(cx, KeyCause::Schedule, DELETION)?;
        let at = cx.now.saturating_add(self.days.saturating_mul(86_400_000));
        key.deletion = Some(at);
        keys::put(cx.tx, &key)?;
        cx.schedule(at, due_work::END.kind, &key.id)?;
        Ok(Empty {})
    }
}
