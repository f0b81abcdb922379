//! Certificate states that depend on the time.

use crate::cas::tables::{certificate_counts::TimeRange, certificates::Certificate};

/// The milliseconds of a day.
pub(in crate::cas) const DAY: i64 = 24 * 60 * 60 * 1000;

/// How long before its end a certificate counts as expiring soon: 30 days.
pub(in crate::cas) const EXPIRING_SOON: i64 = 30 * DAY;

/// Valid and not expiring soon.
pub(in crate::cas) const fn not_expiring(now: i64) -> TimeRange {
    TimeRange(now.saturating_add(EXPIRING_SOON), i64::MAX)
}

/// Expiring soon.
pub(in crate::cas) const fn expiring_soon(now: i64) -> TimeRange {
    TimeRange(now, now.saturating_add(EXPIRING_SOON))
}

/// Valid, expiring soon or not.
pub(in crate::cas) const fn valid(now: i64) -> TimeRange {
    TimeRange(now, i64::MAX)
}

/// Expired, and not revoked.
pub(in crate::cas) const fn expired(now: i64) -> TimeRange {
    TimeRange(0, now)
}

/// `issued`, `willExpire`, `expired` or `revoked`.
pub(in crate::cas) const fn status(c: &Certificate, now: i64) -> &'static str {
    if c.revoked { "revoked" } else { status_at(c.not_after, now) }
}

/// `issued`, `willExpire` or `expired`, for this end time.
pub(in crate::cas) const fn status_at(end: i64, now: i64) -> &'static str {
    if end < now {
        "expired"
    } else if end < now.saturating_add(EXPIRING_SOON) {
        "willExpire"
    } else {
        "issued"
    }
}
