//! The states of an alert, and what changes them.

use crate::shared::states::StateMachine;

/// The states of alerts.
pub(in crate::arms) struct Alerts;

/// Why an alert changes its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::arms) enum AlertCause {
    /// Somebody takes it over.
    Claim,
    /// Somebody closes it.
    Close,
    /// All of its events have ended.
    Recovery,
}

impl StateMachine for Alerts {
    type Cause = AlertCause;
    const COLUMN: (&'static str, &'static str) = ("arms_alert", "state");
    const STATES: &'static [&'static str] = &["pending", "handling", "handled"];
    const START: &'static str = "pending";
    const TRANSITIONS: &'static [(&'static str, AlertCause, &'static str)] = &[
        ("pending", AlertCause::Claim, "handling"),
        ("pending", AlertCause::Close, "handled"),
        ("pending", AlertCause::Recovery, "handled"),
        ("handling", AlertCause::Close, "handled"),
        ("handling", AlertCause::Recovery, "handled"),
    ];
}

/// The number of a state in requests and answers (documented: pending, being handled, handled).
pub(in crate::arms) fn number(state: &str) -> i64 {
    match state {
        "pending" => 0,
        "handling" => 1,
        _ => 2,
    }
}
