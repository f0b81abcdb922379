//! Until when subscription instances are paid.

use crate::ecs::{given::Given, numbered};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Until when the period of a call lasts that begins now; empty for what is paid as it is used. A month has 30 days here.
pub(super) fn until(now: i64, it: &Given, paid: bool) -> String {
    if !paid {
        return String::new();
    }
    let days = if it.text("PeriodUnit").eq_ignore_ascii_case("week") { 7 } else { 30 };
    let period = it.int("Period").unwrap_or(1).clamp(1, 100);
    numbered::minute(now + period * days * DAY)
}
