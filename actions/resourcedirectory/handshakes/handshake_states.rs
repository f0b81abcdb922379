//! The states of a handshake and the transitions between them.

use crate::shared::states::StateMachine;

/// What happens to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// `AcceptHandshake`, by the account that is invited.
    Accepted,
    /// `DeclineHandshake`, by the account that is invited.
    Declined,
    /// `CancelHandshake`, by the management account.
    Cancelled,
    /// Nobody has answered within the validity.
    Expired,
}

const PENDING: &str = "Pending";
const ACCEPTED: &str = "Accepted";
const DECLINED: &str = "Declined";
const CANCELLED: &str = "Cancelled";
const EXPIRED: &str = "Expired";

/// The states of handshakes, as answers spell them. Only a pending one changes.
pub(crate) struct Handshakes;

impl StateMachine for Handshakes {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("resource_handshake", "state");
    const STATES: &'static [&'static str] = &[PENDING, ACCEPTED, DECLINED, CANCELLED, EXPIRED];
    const START: &'static str = PENDING;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (PENDING, Event::Accepted, ACCEPTED),
        (PENDING, Event::Declined, DECLINED),
        (PENDING, Event::Cancelled, CANCELLED),
        (PENDING, Event::Expired, EXPIRED),
    ];
}
