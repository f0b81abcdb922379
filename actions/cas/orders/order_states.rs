//! The states and transitions of a quota order.

use crate::shared::states::StateMachine;

/// An event of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) enum Event {
    /// Its domains are validated.
    Validated,
    /// The authority issues its certificate.
    Issued,
    /// The validation fails, or the authority rejects.
    Rejected,
    /// `CancelOrderRequest`.
    Withdrawn,
    /// `DeleteCertificateRequest`.
    Deleted,
    /// `CancelCertificateForPackageRequest`.
    Cancelled,
    /// `RenewCertificateOrderForPackageRequest`: it is unchanged, and another is created.
    Renewed,
}

use Event::{Cancelled, Deleted, Issued, Rejected, Renewed, Validated, Withdrawn};

/// Submitted; its domains are pending validation.
pub(in crate::cas) const VALIDATING: &str = "domain_verify";
/// Being checked by the authority.
pub(in crate::cas) const CHECKING: &str = "process";
/// The validation failed, or the authority rejected.
pub(in crate::cas) const FAILED: &str = "verify_fail";
/// Paid for, but withdrawn.
pub(in crate::cas) const PAID: &str = "payed";
/// Its certificate is issued.
pub(in crate::cas) const ISSUED: &str = "certificate";
/// Its certificate is revoked.
pub(in crate::cas) const REVOKED: &str = "revoked";
/// Deleted.
pub(in crate::cas) const GONE: &str = "gone";

/// The states of orders. Each event takes an order to one state.
pub(in crate::cas) struct Orders;

impl StateMachine for Orders {
    type Cause = Event;
    const COLUMN: (&'static str, &'static str) = ("cas_order", "state");
    const STATES: &'static [&'static str] =
        &[VALIDATING, CHECKING, FAILED, PAID, ISSUED, REVOKED, GONE];
    const START: &'static str = VALIDATING;
    const TRANSITIONS: &'static [(&'static str, Event, &'static str)] = &[
        (VALIDATING, Validated, CHECKING),
        (CHECKING, Issued, ISSUED),
        (VALIDATING, Rejected, FAILED),
        (CHECKING, Rejected, FAILED),
        (VALIDATING, Withdrawn, PAID),
        (CHECKING, Withdrawn, PAID),
        (FAILED, Deleted, GONE),
        (PAID, Deleted, GONE),
        (PAID, Cancelled, GONE),
        (ISSUED, Cancelled, REVOKED),
        (ISSUED, Renewed, ISSUED),
    ];
}

/// The name of a state in `DescribeCertificateState`; `unknow` is the vendor's spelling for other
/// states.
pub(in crate::cas) fn shown(state: &str) -> &str {
    if state == REVOKED { "unknow" } else { state }
}

/// The name of a state in lists of orders, given the status of its certificate.
pub(in crate::cas) fn listed(state: &str, certificate: &str) -> &'static str {
    match state {
        VALIDATING | CHECKING => "CHECKING",
        FAILED => "CHECKED_FAIL",
        ISSUED if certificate == "willExpire" => "WILLEXPIRED",
        ISSUED if certificate == "expired" => "EXPIRED",
        ISSUED => "ISSUED",
        REVOKED => "REVOKED",
        _ => "PAYED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::states::State;

    const EVENTS: [Event; 7] =
        [Validated, Issued, Rejected, Withdrawn, Deleted, Cancelled, Renewed];

    #[test]
    fn every_event_in_every_state() {
        // One row for each state, one column for each event; `-` is illegal.
        let want = [
            // Validated Issued      Rejected  Withdrawn Deleted Cancelled  Renewed
            "process -           verify_fail payed - - -", // domain_verify
            "- certificate verify_fail payed - - -",       // process
            "- - - - gone - -",                            // verify_fail
            "- - - - gone gone -",                         // payed
            "- - - - - revoked certificate",               // certificate
            "- - - - - - -",                               // revoked
            "- - - - - - -",                               // gone
        ];
        for (state, row) in Orders::STATES.iter().zip(want) {
            let state = State::<Orders>::read(state).unwrap();
            let got: Vec<_> = EVENTS.iter().map(|e| state.next(*e).unwrap_or("-")).collect();
            assert_eq!(got, row.split_whitespace().collect::<Vec<_>>(), "{state}");
        }
    }

    #[test]
    fn a_list_and_a_description_have_their_own_words() {
        let listed: Vec<_> = Orders::STATES.iter().map(|state| listed(state, "issued")).collect();
        let want = ["CHECKING", "CHECKING", "CHECKED_FAIL", "PAYED", "ISSUED", "REVOKED", "PAYED"];
        assert_eq!(listed, want);
        assert_eq!(super::listed(ISSUED, "willExpire"), "WILLEXPIRED");
        assert_eq!(super::listed(ISSUED, "expired"), "EXPIRED");
        assert_eq!(super::listed(REVOKED, "expired"), "REVOKED");
        assert_eq!((shown(REVOKED), shown(ISSUED)), ("unknow", "certificate"));
    }
}
