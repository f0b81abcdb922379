//! The states of a key: enabled, disabled, waiting for its deletion, waiting for its material.

use crate::{
    Fault,
    kms::faults::{DISABLED, PENDING_DELETION, PENDING_IMPORT, STATE_FAILED},
    shared::states::{State, StateMachine},
};

/// What changes the state of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kms) enum KeyCause {
    /// `EnableKey`.
    Enable,
    /// `DisableKey`.
    Disable,
    /// `ScheduleKeyDeletion`.
    Schedule,
    /// `CancelKeyDeletion`.
    Cancel,
    /// `ImportKeyMaterial`.
    Import,
    /// It has no material: not yet, not any longer, or the material is too old.
    NoMaterial,
}

use KeyCause::{Cancel, Disable, Enable, Import, NoMaterial, Schedule};

pub(in crate::kms) const ENABLED: &str = "Enabled";
pub(in crate::kms) const OFF: &str = "Disabled";
pub(in crate::kms) const DELETION: &str = "PendingDeletion";
pub(in crate::kms) const IMPORT: &str = "PendingImport";

/// The states of keys.
pub(in crate::kms) struct Keys;

impl StateMachine for Keys {
    type Cause = KeyCause;
    const COLUMN: (&'static str, &'static str) = ("kms_key", "state");
    const STATES: &'static [&'static str] = &[ENABLED, OFF, DELETION, IMPORT];
    const START: &'static str = ENABLED;
    const TRANSITIONS: &'static [(&'static str, KeyCause, &'static str)] = &[
        (OFF, Enable, ENABLED),
        (ENABLED, Disable, OFF),
        (ENABLED, Schedule, DELETION),
        (OFF, Schedule, DELETION),
        (IMPORT, Schedule, DELETION),
        (DELETION, Cancel, ENABLED),
        (DELETION, Cancel, IMPORT),
        (IMPORT, Import, ENABLED),
        (ENABLED, NoMaterial, IMPORT),
        (OFF, NoMaterial, IMPORT),
    ];
}

/// Whether a key can be used for cryptography, new versions and rotation: only one that is enabled.
pub(in crate::kms) fn usable(state: State<Keys>) -> Result<(), Fault> {
    match state.as_str() {
        ENABLED => Ok(()),
        OFF => Err(DISABLED),
        IMPORT => Err(PENDING_IMPORT),
        _ => Err(PENDING_DELETION),
    }
}

/// Whether a key may have versions and rotation as far as its material goes: the vendor's table has a code for one that waits for
/// it, whatever the key is.
pub(in crate::kms) fn not_waiting(state: State<Keys>) -> Result<(), Fault> {
    if state == IMPORT { Err(PENDING_IMPORT) } else { Ok(()) }
}

/// Whether a description, a tag or the like can be changed: not of a key that waits for its deletion.
pub(in crate::kms) fn describable(state: State<Keys>) -> Result<(), Fault> {
    if state == DELETION { Err(PENDING_DELETION) } else { Ok(()) }
}

/// Whether a key may get what it must not have while it waits for its deletion: aliases, material.
pub(in crate::kms) fn staying(state: State<Keys>) -> Result<(), Fault> {
    if state == DELETION { Err(STATE_FAILED) } else { Ok(()) }
}
