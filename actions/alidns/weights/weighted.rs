//! What weights are of.

use crate::alidns::{
    names,
    tables::{records::Record, weights::Weighted},
};

/// The types whose records have weights (documented).
pub(super) const TYPES: &[&str] = &["A", "AAAA", "CNAME"];

/// The line of the sub-domain and type of a record.
pub(super) fn of(it: &Record) -> Weighted {
    Weighted { rr: names::ascii(&it.rr), kind: it.kind.clone(), line: it.line.clone() }
}
