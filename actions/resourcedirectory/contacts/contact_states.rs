//! The states of message contacts.

use crate::shared::states::StateMachine;

/// What changes the state of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::resourcedirectory) enum Event {
    /// The owner of its mail address confirms it.
    Confirmed,
    /// It is deleted while it is bound, and is to be removed from the members.
    Deleted,
    /// Some members would have no other recipient: it stays.
    Retained,
}

/// Its mail address was never confirmed.
pub(in crate::resourcedirectory) const VERIFYING: &str = "Verifying";
/// It may be bound.
pub(in crate::resourcedirectory) const ACTIVE: &str = "Active";
/// It is being removed from the members.
pub(in crate::resourcedirectory) const DELETING: &str = "Deleting";

/// The states of message contacts. One that is deleted at once, or at the end, has no row.
pub(in crate::resourcedirectory) struct Contacts;

impl StateMachine for Contacts {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("resource_contact", "state");
    const STATES: &'static [&'static str] = &[VERIFYING, ACTIVE, DELETING];
    const START: &'static str = VERIFYING;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (VERIFYING, Event::Confirmed, ACTIVE),
        (ACTIVE, Event::Deleted, DELETING),
        (DELETING, Event::Retained, ACTIVE),
    ];
}
