//! Until when subscription instances are paid.

use crate::{
    ecs::{given::Given, numbered},
    shared::format,
};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Until when the period of a call lasts that begins at `from`; empty for what is paid as it is used. A month has 30 days here.
pub(super) fn until(from: i64, it: &Given, paid: bool) -> String {
    if !paid {
        return String::new();
    }
    let days = if it.text("PeriodUnit").eq_ignore_ascii_case("week") { 7 } else { 30 };
    let period = it.int("Period").unwrap_or(1).clamp(1, 100);
    numbered::minute(from + period * days * DAY)
}

/// Until when it is paid that was paid until `before`, after the period of a call: a period that is paid early begins when the one before
/// ends.
pub(super) fn longer(before: &str, now: i64, it: &Given) -> String {
    let end = format::parse_utc_minute(before).unwrap_or(now);
    until(end.max(now), it, true)
}
