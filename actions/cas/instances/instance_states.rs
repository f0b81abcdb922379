//! The states and transitions of a subscription instance.
//!
//! They are more detailed than the statuses in answers: see [`status`].

use crate::{cas::certificates::expiry::EXPIRING_SOON, shared::states::StateMachine};

/// An event of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum Event {
    /// `UpdateInstance`.
    Update,
    /// `ApplyCertificate`.
    Apply,
    /// The application has reached the authority; its domains must be validated.
    Submitted,
    /// The domains are validated.
    Validated,
    /// The authority issues the certificate.
    Issued,
    /// The validation fails, or the authority rejects.
    Rejected,
    /// `CancelPendingCertificate`.
    Cancel,
    /// The authority has cancelled the application.
    Cancelled,
    /// `RevokeCertificate`.
    Revoke,
    /// `RefundInstance`.
    Refund,
    /// The refund is complete.
    Refunded,
    /// The vendor closes the instance.
    Close,
    /// `DeleteInstance`.
    Delete,
    /// It has expired: see [`at`].
    Ended,
}

use Event::{
    Apply, Cancel, Cancelled, Close, Delete, Ended, Issued, Refund, Refunded, Rejected, Revoke,
    Submitted, Update, Validated,
};

/// Bought, without an application yet.
pub(in crate::cas) const INACTIVE: &str = "inactive";
/// Applied for.
pub(in crate::cas) const SUBMITTED: &str = "submitted";
/// The domains are pending validation.
pub(in crate::cas) const VALIDATING: &str = "validating";
/// Being checked by the authority.
pub(in crate::cas) const CHECKING: &str = "checking";
/// The application is being cancelled.
pub(in crate::cas) const CANCELLING: &str = "cancelling";
/// Nothing is pending.
pub(in crate::cas) const NORMAL: &str = "normal";
/// On the way to [`REFUND`].
pub(in crate::cas) const REFUNDING: &str = "refunding";
/// Refunded.
pub(in crate::cas) const REFUND: &str = "refund";
/// Closed by the vendor.
pub(in crate::cas) const CLOSED: &str = "closed";
/// Expired.
pub(in crate::cas) const EXPIRED: &str = "expired";
/// Deleted.
pub(in crate::cas) const GONE: &str = "gone";

/// The states of instances. Each event takes an instance to one state.
pub(in crate::cas) struct Instances;

impl StateMachine for Instances {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("cas_instance", "state");
    const STATES: &'static [&'static str] = &[
        INACTIVE, SUBMITTED, VALIDATING, CHECKING, CANCELLING, NORMAL, REFUNDING, REFUND, CLOSED,
        EXPIRED, GONE,
    ];
    const START: &'static str = INACTIVE;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (INACTIVE, Update, INACTIVE),
        (NORMAL, Update, NORMAL),
        (INACTIVE, Apply, SUBMITTED),
        (NORMAL, Apply, SUBMITTED),
        (SUBMITTED, Submitted, VALIDATING),
        (VALIDATING, Validated, CHECKING),
        (CHECKING, Issued, NORMAL),
        (SUBMITTED, Rejected, NORMAL),
        (VALIDATING, Rejected, NORMAL),
        (CHECKING, Rejected, NORMAL),
        // Not while it is being submitted: observed as rejected for some seconds.
        (VALIDATING, Cancel, CANCELLING),
        (CHECKING, Cancel, CANCELLING),
        (CANCELLING, Cancelled, NORMAL),
        (NORMAL, Revoke, NORMAL),
        (INACTIVE, Refund, REFUNDING),
        (NORMAL, Refund, REFUNDING),
        (REFUNDING, Refunded, REFUND),
        (INACTIVE, Close, CLOSED),
        (NORMAL, Close, CLOSED),
        (EXPIRED, Close, CLOSED),
        (REFUND, Delete, GONE),
        (CLOSED, Delete, GONE),
        (EXPIRED, Delete, GONE),
        (INACTIVE, Ended, EXPIRED),
        (NORMAL, Ended, EXPIRED),
    ];
}

/// The state at `now` of an instance that ends at `ends`. A pending application still completes.
pub(in crate::cas) fn at(state: &str, ends: i64, now: i64) -> &str {
    if ends <= now && [INACTIVE, NORMAL].contains(&state) { EXPIRED } else { state }
}

/// Whether an application is pending.
pub(in crate::cas) fn pending(state: &str) -> bool {
    [SUBMITTED, VALIDATING, CHECKING, CANCELLING].contains(&state)
}

/// Whether an application has reached the authority, so that its validation records are known.
pub(in crate::cas) fn submitted(state: &str) -> bool {
    [VALIDATING, CHECKING].contains(&state)
}

/// Whether the state is final.
pub(in crate::cas) fn is_final(state: &str) -> bool {
    [EXPIRED, REFUND, CLOSED].contains(&state)
}

/// The stored status of a state, independent of the time; `applied` is whether there was ever an
/// application.
pub(in crate::cas) fn kept(state: &str, applied: bool) -> &str {
    match state {
        REFUNDING if applied => NORMAL,
        REFUNDING => INACTIVE,
        state if pending(state) => "pending",
        state => state,
    }
}

/// The status in answers, from the [`kept`] status of an instance that ends at `ends`.
pub(in crate::cas) fn status(kept: &str, ends: i64, now: i64) -> &str {
    match at(kept, ends, now) {
        NORMAL if ends < now.saturating_add(EXPIRING_SOON) => "willExpire",
        state => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::states::State;

    const STATES: &[&str] = Instances::STATES;
    const EVENTS: [Event; 14] = [
        Update, Apply, Submitted, Validated, Issued, Rejected, Cancel, Cancelled, Revoke, Refund,
        Refunded, Close, Delete, Ended,
    ];

    #[test]
    fn every_event_in_every_state() {
        // One row for each state, one column for each event in the order above; `-` is illegal.
        let want = [
            "inactive submitted - - - - - - - refunding - closed - expired", // inactive
            "- - validating - - normal - - - - - - - -",                     // submitted
            "- - - checking - normal cancelling - - - - - - -",              // validating
            "- - - - normal normal cancelling - - - - - - -",                // checking
            "- - - - - - - normal - - - - - -",                              // cancelling
            "normal submitted - - - - - - normal refunding - closed - expired", // normal
            "- - - - - - - - - - refund - - -",                              // refunding
            "- - - - - - - - - - - - gone -",                                // refund
            "- - - - - - - - - - - - gone -",                                // closed
            "- - - - - - - - - - - closed gone -",                           // expired
            "- - - - - - - - - - - - - -",                                   // gone
        ];
        for (state, row) in STATES.iter().zip(want) {
            let state = State::<Instances>::read(state).unwrap();
            let got: Vec<_> = EVENTS.iter().map(|e| state.next(*e).unwrap_or("-")).collect();
            assert_eq!(got, row.split(' ').collect::<Vec<_>>(), "{state}");
        }
    }

    #[test]
    fn the_wire_has_fewer_words() {
        let words: Vec<_> =
            STATES.iter().map(|state| status(kept(state, true), i64::MAX, 0)).collect();
        let want = [
            "inactive", "pending", "pending", "pending", "pending", "normal", "normal", "refund",
            "closed", "expired", "gone",
        ];
        assert_eq!(words, want);
        assert_eq!(kept(REFUNDING, false), "inactive");
    }

    #[test]
    fn time_alone_ends_an_instance() {
        for state in [INACTIVE, NORMAL] {
            assert_eq!(at(state, 5, 4), state);
            assert_eq!(at(state, 5, 5), EXPIRED);
            assert_eq!(status(state, 5, 5), "expired");
        }
        assert_eq!(status(NORMAL, 5, 4), "willExpire");
        assert_eq!(status(INACTIVE, 5, 4), "inactive");
        for state in STATES.iter().filter(|s| ![INACTIVE, NORMAL].contains(s)) {
            assert_eq!(at(state, 5, 5), *state);
        }
        let of = |check: fn(&str) -> bool| STATES.iter().filter(|s| check(s)).count();
        assert_eq!((of(pending), of(submitted), of(is_final)), (4, 2, 3));
    }
}
