//! The errors of subscription instances.

use crate::Fault;
use crate::cas::{
    faults::NOT_NOW,
    instances::instance_states::{self, Event},
};

/// An operation is pending; a retry may succeed.
pub(in crate::cas) const UPDATE_PROTECTION: Fault = Fault {
    status: 400,
    code: "InvalidStatus.UpdateProtection",
    message: "The instance is being processed and cannot be modified.",
};

/// The instance is in use or paid for; a retry may succeed.
pub(in crate::cas) const DELETE_PROTECTION: Fault = Fault {
    status: 400,
    code: "InvalidStatus.DeleteProtection",
    message: "The instance is protected and cannot be deleted.",
};

/// The instance cannot be refunded, or not now.
pub(in crate::cas) const NO_REFUND: Fault = Fault {
    status: 400,
    code: "CouldNotRefund.NotSupport",
    message: "The instance does not support refunds.",
};

/// One of the contacts does not exist.
pub(in crate::cas) const NO_CONTACT: Fault = Fault {
    status: 404,
    code: "NotFound.Contact",
    message: "The specified contact does not exist.",
};

/// The company does not exist.
pub(in crate::cas) const NO_COMPANY: Fault = Fault {
    status: 404,
    code: "NotFound.Company",
    message: "The specified company does not exist.",
};

/// The CSR is for another domain than the `Domain` parameter.
pub(in crate::cas) const CSR_MISMATCH: Fault = Fault {
    status: 400,
    code: "NotMatch.CsrAndDomain",
    message: "The CSR and the domain name do not match.",
};

/// The error for an event that is illegal in a state.
pub(in crate::cas) fn refusal(state: &str, event: Event) -> Fault {
    match event {
        Event::Update if !instance_states::is_final(state) => UPDATE_PROTECTION,
        Event::Refund => NO_REFUND,
        Event::Delete => DELETE_PROTECTION,
        _ => NOT_NOW,
    }
}
