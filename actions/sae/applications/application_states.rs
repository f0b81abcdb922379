//! The states of applications and of change orders.

use crate::shared::states::{State, StateMachine};

/// What a change order that has succeeded made of its application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sae) enum Outcome {
    /// Its instances run.
    Run,
    /// It has no instances.
    Stop,
}

/// The states of an application, as `CurrentStatus` shows them (documented). An application that was never deployed
/// has the state `UNKNOWN` (assumed).
pub(in crate::sae) struct Applications;

impl StateMachine for Applications {
    type Cause = Outcome;
    const COLUMN: (&'static str, &'static str) = ("sae_application", "status");
    const STATES: &'static [&'static str] = &["UNKNOWN", "RUNNING", "STOPPED"];
    const START: &'static str = "UNKNOWN";
    const TRANSITIONS: &'static [(&'static str, Outcome, &'static str)] = &[
        ("UNKNOWN", Outcome::Run, "RUNNING"),
        ("STOPPED", Outcome::Run, "RUNNING"),
        ("RUNNING", Outcome::Run, "RUNNING"),
        ("RUNNING", Outcome::Stop, "STOPPED"),
    ];
}

/// Why a change order ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sae) enum Ended {
    /// Its time has passed.
    Time,
    /// Its time has passed, and it was told to fail.
    Fault,
    /// `AbortChangeOrder`.
    Abort,
}

/// The states of a change order, as `LastChangeOrderStatus` shows them (documented).
pub(in crate::sae) struct ChangeOrders;

impl StateMachine for ChangeOrders {
    type Cause = Ended;
    const COLUMN: (&'static str, &'static str) = ("sae_change_order", "status");
    const STATES: &'static [&'static str] = &["RUNNING", "SUCCESS", "FAIL", "ABORT"];
    const START: &'static str = "RUNNING";
    const TRANSITIONS: &'static [(&'static str, Ended, &'static str)] = &[
        ("RUNNING", Ended::Time, "SUCCESS"),
        ("RUNNING", Ended::Fault, "FAIL"),
        ("RUNNING", Ended::Abort, "ABORT"),
    ];
}

/// The number of a state of a change order, as `Status` shows it (documented).
pub(in crate::sae) fn number(status: State<ChangeOrders>) -> i64 {
    match status.as_str() {
        "SUCCESS" => 2,
        "FAIL" => 3,
        "ABORT" => 6,
        _ => 1,
    }
}
