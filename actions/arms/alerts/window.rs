//! The time of the day in which a policy sends messages: in Asia/Shanghai, from its first minute to the end of its last.
//!
//! Assumed: a message that is due at another time waits until the next such minute; one whose end is before its
//! start goes over midnight.
//!
//! Assumed: the times are those of Asia/Shanghai.

use crate::{
    arms::policies::policy::NotifyRule,
    shared::{
        format::SHANGHAI_OFFSET,
        time_of_day::{MINUTES_OF_DAY, minute_of_day},
    },
};

const MINUTE: i64 = 60_000;
const DAY: i64 = MINUTES_OF_DAY * MINUTE;

/// The first time from `at` on at which the rule sends messages.
pub(super) fn next_open(rule: &NotifyRule, at: i64) -> i64 {
    let start = minute_of_day(&rule.start).unwrap_or(0) * MINUTE;
    let end = minute_of_day(&rule.end).map_or(DAY, |end| (end + 1) * MINUTE);
    let day = at.saturating_add(SHANGHAI_OFFSET).rem_euclid(DAY);
    let is_open = if start < end { (start..end).contains(&day) } else { day >= start || day < end };
    if is_open { at } else { at.saturating_add((start - day).rem_euclid(DAY)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_wait_for_the_window() {
        let at =
            |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis();
        for (start, end, now, want) in [
            ("", "", "2026-01-01T03:00:00+08:00", "2026-01-01T03:00:00+08:00"),
            ("00:00", "23:59", "2026-01-01T23:59:59+08:00", "2026-01-01T23:59:59+08:00"),
            ("09:00", "18:00", "2026-01-01T03:00:00+08:00", "2026-01-01T09:00:00+08:00"),
            ("09:00", "18:00", "2026-01-01T18:00:59+08:00", "2026-01-01T18:00:59+08:00"),
            ("09:00", "18:00", "2026-01-01T18:01:00+08:00", "2026-01-02T09:00:00+08:00"),
            ("22:00", "06:00", "2026-01-01T23:00:00+08:00", "2026-01-01T23:00:00+08:00"),
            ("22:00", "06:00", "2026-01-01T06:00:59+08:00", "2026-01-01T06:00:59+08:00"),
            ("22:00", "06:00", "2026-01-01T06:01:00+08:00", "2026-01-01T22:00:00+08:00"),
        ] {
            let rule = NotifyRule { start: start.into(), end: end.into(), ..NotifyRule::default() };
            assert_eq!(next_open(&rule, at(now)), at(want), "{start}-{end} at {now}");
        }
    }
}
