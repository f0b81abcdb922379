//! The states that a certificate has by the time alone.

use super::{
    material::DAY,
    tables::{certificate_counts::Span, certificates::Certificate},
};

/// How long before its end a certificate counts as about to expire: 30 days.
pub(super) const SOON: i64 = 30 * DAY;

/// Valid, and not about to expire.
pub(super) const fn fresh(now: i64) -> Span {
    Span(now.saturating_add(SOON), i64::MAX)
}

/// About to expire.
pub(super) const fn soon(now: i64) -> Span {
    Span(now, now.saturating_add(SOON))
}

/// Valid, however long.
pub(super) const fn valid(now: i64) -> Span {
    Span(now, i64::MAX)
}

/// Expired, and not revoked.
pub(super) const fn expired(now: i64) -> Span {
    Span(0, now)
}

/// `issued`, `willExpire`, `expired` or `revoked`.
pub(super) const fn status(c: &Certificate, now: i64) -> &'static str {
    if c.revoked { "revoked" } else { word(c.not_after, now) }
}

/// `issued`, `willExpire` or `expired`, of what ends then.
pub(super) const fn word(end: i64, now: i64) -> &'static str {
    if end < now {
        "expired"
    } else if end < now.saturating_add(SOON) {
        "willExpire"
    } else {
        "issued"
    }
}
