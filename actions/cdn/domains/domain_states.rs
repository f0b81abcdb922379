//! The states of domains, and what changes them.

use crate::shared::states::StateMachine;

/// What changes the state of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cdn) enum Cause {
    /// A call.
    Call,
    /// Time.
    Time,
    /// The control API.
    Control,
}

use Cause::{Call, Control, Time};

/// The states of domains.
pub(in crate::cdn) struct Domains;

impl StateMachine for Domains {
    type Cause = Cause;
    const COLUMN: (&'static str, &'static str) = ("cdn_domain", "status");
    const STATES: &'static [&'static str] = &[
        "configuring",
        "online",
        "stopping",
        "offline",
        "deleting",
        "checking",
        "check_failed",
        "configure_failed",
    ];
    const START: &'static str = "configuring";
    const TRANSITIONS: &'static [(&'static str, Cause, &'static str)] = &[
        ("configuring", Time, "online"),
        ("configuring", Time, "offline"),
        ("stopping", Time, "offline"),
        ("online", Call, "configuring"),
        ("online", Call, "stopping"),
        ("offline", Call, "configuring"),
        ("check_failed", Call, "configuring"),
        ("configure_failed", Call, "configuring"),
        ("configuring", Call, "deleting"),
        ("online", Call, "deleting"),
        ("stopping", Call, "deleting"),
        ("offline", Call, "deleting"),
        ("checking", Call, "deleting"),
        ("check_failed", Call, "deleting"),
        ("configure_failed", Call, "deleting"),
        ("configuring", Control, "online"),
        ("configuring", Control, "offline"),
        ("configuring", Control, "checking"),
        ("configuring", Control, "check_failed"),
        ("configuring", Control, "configure_failed"),
        ("online", Control, "offline"),
        ("online", Control, "configuring"),
        ("online", Control, "checking"),
        ("online", Control, "check_failed"),
        ("online", Control, "configure_failed"),
        ("stopping", Control, "offline"),
        ("stopping", Control, "online"),
        ("stopping", Control, "configuring"),
        ("stopping", Control, "checking"),
        ("stopping", Control, "check_failed"),
        ("stopping", Control, "configure_failed"),
        ("offline", Control, "online"),
        ("offline", Control, "configuring"),
        ("offline", Control, "checking"),
        ("offline", Control, "check_failed"),
        ("offline", Control, "configure_failed"),
        ("checking", Control, "online"),
        ("checking", Control, "offline"),
        ("checking", Control, "configuring"),
        ("checking", Control, "check_failed"),
        ("checking", Control, "configure_failed"),
        ("check_failed", Control, "online"),
        ("check_failed", Control, "offline"),
        ("check_failed", Control, "configuring"),
        ("check_failed", Control, "checking"),
        ("check_failed", Control, "configure_failed"),
        ("configure_failed", Control, "online"),
        ("configure_failed", Control, "offline"),
        ("configure_failed", Control, "configuring"),
        ("configure_failed", Control, "checking"),
        ("configure_failed", Control, "check_failed"),
    ];
}

/// Whether a domain in this state takes no changes: it is changing, or is being checked.
pub(in crate::cdn) fn is_busy(status: &str) -> bool {
    ["configuring", "stopping", "deleting", "checking"].contains(&status)
}
