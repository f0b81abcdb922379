//! The states of a change of the address of a member.

use crate::shared::states::StateMachine;

/// What happens to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The mail with the link is sent, for the first time or again.
    Sent,
    /// The link is opened.
    Confirmed,
    /// `CancelChangeAccountEmail`.
    Cancelled,
}

/// No mail was sent yet.
pub(crate) const NONE: &str = "NONE";
/// The mail is sent. One that is not confirmed in time shows as [`EXPIRED`].
pub(crate) const WAITING: &str = "WAIT_MODIFY";
pub(crate) const CANCELLED: &str = "CANCELLED";
pub(crate) const CONFIRMED: &str = "CONFIRMED";
/// How a change is shown whose link has expired. It is not stored, since it follows from the time.
pub(crate) const EXPIRED: &str = "EXPIRED";

/// The states of changes.
pub(crate) struct Emails;

impl StateMachine for Emails {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("resource_email", "state");
    const STATES: &'static [&'static str] = &[NONE, WAITING, CANCELLED, CONFIRMED];
    const START: &'static str = NONE;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (NONE, Event::Sent, WAITING),
        (WAITING, Event::Sent, WAITING),
        (CANCELLED, Event::Sent, WAITING),
        (CONFIRMED, Event::Sent, WAITING),
        (WAITING, Event::Confirmed, CONFIRMED),
        (WAITING, Event::Cancelled, CANCELLED),
    ];
}
