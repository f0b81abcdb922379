//! The states that a certificate has by the time alone.

use crate::cas::{
    certificates::material::DAY,
    tables::{certificate_counts::Span, certificates::Certificate},
};

/// How long before its end a certificate counts as about to expire: 30 days.
pub(in crate::cas) const SOON: i64 = 30 * DAY;

/// Valid, and not about to expire.
pub(in crate::cas) const fn fresh(now: i64) -> Span {
    Span(now.saturating_add(SOON), i64::MAX)
}

/// About to expire.
pub(in crate::cas) const fn soon(now: i64) -> Span {
    Span(now, now.saturating_add(SOON))
}

/// Valid, however long.
pub(in crate::cas) const fn valid(now: i64) -> Span {
    Span(now, i64::MAX)
}

/// Expired, and not revoked.
pub(in crate::cas) const fn expired(now: i64) -> Span {
    Span(0, now)
}

/// `issued`, `willExpire`, `expired` or `revoked`.
pub(in crate::cas) const fn status(c: &Certificate, now: i64) -> &'static str {
    if c.revoked { "revoked" } else { word(c.not_after, now) }
}

/// `issued`, `willExpire` or `expired`, of what ends then.
pub(in crate::cas) const fn word(end: i64, now: i64) -> &'static str {
    if end < now {
        "expired"
    } else if end < now.saturating_add(SOON) {
        "willExpire"
    } else {
        "issued"
    }
}
