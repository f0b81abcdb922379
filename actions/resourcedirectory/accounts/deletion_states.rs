//! The states of the deletion of a member.

use crate::shared::states::StateMachine;

/// What happens to a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `CheckAccountDelete`.
    Check,
    /// The check before the deletion ends.
    Checked,
    /// `DeleteAccount`.
    Delete,
    /// The check of the deletion finds nothing.
    Passed,
    /// The check of the deletion finds something, or the deletion itself.
    Failed,
    /// The account is deleted.
    Deleted,
}

use Event::{Check, Checked, Delete, Deleted, Failed, Passed};

/// Nothing was asked for yet.
pub(crate) const NONE: &str = "None";
pub(crate) const PRE_CHECKING: &str = "PreChecking";
pub(crate) const PRE_CHECKED: &str = "PreCheckComplete";
pub(crate) const CHECKING: &str = "Checking";
pub(crate) const CHECK_FAILED: &str = "CheckFailed";
/// Being deleted, or in the silence period before that.
pub(crate) const DELETING: &str = "Deleting";
pub(crate) const DELETE_FAILED: &str = "DeleteFailed";
pub(crate) const SUCCESS: &str = "Success";

/// The states of deletions.
pub(crate) struct Deletions;

impl StateMachine for Deletions {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("resource_deletion", "state");
    const STATES: &'static [&'static str] = &[
        NONE,
        PRE_CHECKING,
        PRE_CHECKED,
        CHECKING,
        CHECK_FAILED,
        DELETING,
        DELETE_FAILED,
        SUCCESS,
    ];
    const START: &'static str = NONE;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (NONE, Check, PRE_CHECKING),
        (PRE_CHECKED, Check, PRE_CHECKING),
        (CHECK_FAILED, Check, PRE_CHECKING),
        (DELETE_FAILED, Check, PRE_CHECKING),
        (PRE_CHECKING, Checked, PRE_CHECKED),
        (NONE, Delete, CHECKING),
        (PRE_CHECKED, Delete, CHECKING),
        (CHECK_FAILED, Delete, CHECKING),
        (DELETE_FAILED, Delete, CHECKING),
        (CHECKING, Passed, DELETING),
        (CHECKING, Failed, CHECK_FAILED),
        (DELETING, Failed, DELETE_FAILED),
        (DELETING, Deleted, SUCCESS),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::states::State;

    #[test]
    fn every_event_in_every_state() {
        let events = [Check, Checked, Delete, Passed, Failed, Deleted];
        // One row for each state, one column for each event; `-` is illegal.
        let want = [
            // Check    Checked          Delete   Passed   Failed       Deleted
            "PreChecking - Checking - - -", // None
            "- PreCheckComplete - - - -",   // PreChecking
            "PreChecking - Checking - - -", // PreCheckComplete
            "- - - Deleting CheckFailed -", // Checking
            "PreChecking - Checking - - -", // CheckFailed
            "- - - - DeleteFailed Success", // Deleting
            "PreChecking - Checking - - -", // DeleteFailed
            "- - - - - -",                  // Success
        ];
        for (state, row) in Deletions::STATES.iter().zip(want) {
            let state = State::<Deletions>::read(state).unwrap();
            let got: Vec<_> =
                events.iter().map(|event| state.next(*event).unwrap_or("-")).collect();
            assert_eq!(got, row.split_whitespace().collect::<Vec<_>>(), "{state}");
        }
    }
}
