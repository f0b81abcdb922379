//! The states of a sign: in review, then approved or rejected; a rejected one is changed, and is in review again.

use crate::shared::states::StateMachine;

/// What changes a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dysms) enum SignCause {
    /// It is audited.
    Audit,
    /// Its owner changes it.
    Change,
    /// The control API decides again.
    Operator,
}

use SignCause::{Audit, Change, Operator};

pub(in crate::dysms) const IN_REVIEW: &str = "in_review";
pub(in crate::dysms) const APPROVED: &str = "approved";
pub(in crate::dysms) const REJECTED: &str = "rejected";
/// In the console alone.
pub(in crate::dysms) const CANCELLED: &str = "cancelled";

/// The states of signs.
pub(in crate::dysms) struct Signs;

impl StateMachine for Signs {
    type Cause = SignCause;
    const COLUMN: (&'static str, &'static str) = ("dysms_sign", "state");
    const STATES: &'static [&'static str] = &[IN_REVIEW, APPROVED, REJECTED, CANCELLED];
    const START: &'static str = IN_REVIEW;
    const TRANSITIONS: &'static [(&'static str, SignCause, &'static str)] = &[
        (IN_REVIEW, Audit, APPROVED),
        (IN_REVIEW, Audit, REJECTED),
        (REJECTED, Change, IN_REVIEW),
        (IN_REVIEW, Operator, APPROVED),
        (IN_REVIEW, Operator, REJECTED),
        (IN_REVIEW, Operator, CANCELLED),
        (APPROVED, Operator, REJECTED),
        (APPROVED, Operator, CANCELLED),
        (APPROVED, Operator, IN_REVIEW),
        (REJECTED, Operator, APPROVED),
        (REJECTED, Operator, CANCELLED),
        (CANCELLED, Operator, APPROVED),
    ];
}

/// A state as the API numbers it.
pub(in crate::dysms) fn number(state: &str) -> i64 {
    match state {
        APPROVED => 1,
        REJECTED => 2,
        CANCELLED => 10,
        _ => 0,
    }
}

/// A state as lists name it.
pub(in crate::dysms) fn listed(state: &str) -> &'static str {
    match state {
        APPROVED => "AUDIT_STATE_PASS",
        REJECTED => "AUDIT_STATE_NOT_PASS",
        CANCELLED => "AUDIT_STATE_CANCEL",
        _ => "AUDIT_STATE_INIT",
    }
}

/// A state as receipts name it.
pub(in crate::dysms) fn reported(state: &str) -> &'static str {
    match state {
        APPROVED => "approved",
        REJECTED => "rejected",
        _ => "approving",
    }
}
