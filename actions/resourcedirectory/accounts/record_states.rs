//! The kinds and the states of account records.

use crate::{
    ports::store::{self, StoreError},
    shared::states::StateMachine,
};

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A cloud account is made, and is a member.
    Create,
    /// A member that is a resource account becomes a cloud account.
    Promote,
}

impl Kind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Promote => "Promote",
        }
    }

    pub(crate) fn read(stored: &str) -> store::Result<Self> {
        [Self::Create, Self::Promote]
            .into_iter()
            .find(|kind| kind.as_str() == stored)
            .ok_or(StoreError::Shape)
    }
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The mail with the link is sent, for the first time or again.
    Sent,
    /// The link is opened.
    Confirmed,
    /// It was not opened in time.
    TimedOut,
    /// `CancelCreateCloudAccount` or `CancelPromoteResourceAccount`.
    Cancelled,
}

/// No mail was sent yet.
pub(crate) const NEW: &str = "New";
pub(crate) const VERIFYING: &str = "Verifying";
pub(crate) const SUCCESS: &str = "Success";
/// The link was opened when the directory had no room for it any more, or another account had the address.
pub(crate) const FAILED: &str = "Failed";
pub(crate) const EXPIRED: &str = "Expired";
pub(crate) const CANCELLED: &str = "Cancelled";

/// The states of records.
pub(crate) struct Records;

impl StateMachine for Records {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("resource_record", "state");
    const STATES: &'static [&'static str] = &[NEW, VERIFYING, SUCCESS, FAILED, EXPIRED, CANCELLED];
    const START: &'static str = NEW;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (NEW, Event::Sent, VERIFYING),
        (VERIFYING, Event::Sent, VERIFYING),
        (EXPIRED, Event::Sent, VERIFYING),
        (VERIFYING, Event::Confirmed, SUCCESS),
        (VERIFYING, Event::Confirmed, FAILED),
        (VERIFYING, Event::TimedOut, EXPIRED),
        (VERIFYING, Event::Cancelled, CANCELLED),
    ];
}

/// The status of an account with a record of this kind in this state, both as they are stored.
pub(crate) fn status(kind: &str, state: &str) -> Option<&'static str> {
    const ALL: [&str; 10] = [
        "CreateVerifying",
        "CreateSuccess",
        "CreateFailed",
        "CreateExpired",
        "CreateCancelled",
        "PromoteVerifying",
        "PromoteSuccess",
        "PromoteFailed",
        "PromoteExpired",
        "PromoteCancelled",
    ];
    ALL.into_iter().find(|status| status.strip_prefix(kind) == Some(state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_that_is_stored_has_a_status() {
        for kind in [Kind::Create, Kind::Promote] {
            assert_eq!(Kind::read(kind.as_str()).unwrap(), kind);
            for state in Records::STATES.iter().filter(|state| **state != NEW) {
                let want = format!("{}{state}", kind.as_str());
                assert_eq!(status(kind.as_str(), state), Some(want.as_str()));
            }
        }
        assert_eq!(status("Create", NEW), None);
    }
}
