//! The hours of the day in which a rule is in force.

use crate::{
    cms::rules::rule::RuleSettings,
    shared::time_of_day::{minute_in_shanghai, minute_of_day},
};

/// How many intervals `EffectiveInterval` has at most (assumed: no page has a limit).
const MAX_INTERVALS: usize = 10;

/// Whether a rule is in force at `now`: in its effective interval, and not in the other one. The hours are those
/// of Asia/Shanghai.
pub(in crate::cms) fn in_force(settings: &RuleSettings, now: i64) -> bool {
    let minute = minute_in_shanghai(now);
    let within =
        |text: &str| intervals(text).unwrap_or_default().into_iter().any(|it| contains(it, minute));
    let RuleSettings { effective_interval, no_effective_interval, .. } = settings;
    (effective_interval.trim().is_empty() || within(effective_interval))
        && !within(no_effective_interval)
}

/// The first and the last minute of each interval of `00:00-05:30,10:10-15:15`; `None` if one of them is none.
fn intervals(text: &str) -> Option<Vec<(i64, i64)>> {
    let all: Option<Vec<_>> = text.split(',').take(MAX_INTERVALS + 1).map(interval).collect();
    all.filter(|it| it.len() <= MAX_INTERVALS)
}

/// Whether a text is a list of intervals of the day.
pub(in crate::cms) fn is_intervals(text: &str) -> bool {
    intervals(text).is_some()
}

fn interval(text: &str) -> Option<(i64, i64)> {
    let (start, end) = text.trim().split_once('-')?;
    Some((minute_of_day(start.trim())?, minute_of_day(end.trim())?))
}

/// Whether a minute is in an interval, both of whose ends are in it. One that ends before it starts goes on over
/// midnight.
const fn contains((start, end): (i64, i64), minute: i64) -> bool {
    if start <= end { start <= minute && minute <= end } else { start <= minute || minute <= end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::format::SHANGHAI_OFFSET;

    #[test]
    fn intervals_of_the_day_are_hours_and_minutes() {
        for good in ["00:00-23:59", "0:00-23:59", "22:00-06:00", "05:31-08:00, 20:00-21:00"] {
            assert!(is_intervals(good), "{good}");
        }
        for bad in ["", "24:00-23:59", "00:60-01:00", "00:00", "0-23", "00:00-23:5", "a:00-b:00"] {
            assert!(!is_intervals(bad), "{bad}");
        }
        assert!(!is_intervals(&["00:00-23:59"; 11].join(",")));
    }

    #[test]
    fn a_rule_is_in_force_in_its_hours() {
        let at = |effective: &str, not: &str, time: &str| {
            let settings = RuleSettings {
                effective_interval: effective.into(),
                no_effective_interval: not.into(),
                ..RuleSettings::default()
            };
            in_force(&settings, minute_of_day(time).unwrap() * 60_000 - SHANGHAI_OFFSET)
        };
        assert!(at("", "", "12:00") && at("00:00-23:59", "", "23:59"));
        assert!(at("08:00-18:00", "", "08:00") && at("08:00-18:00", "", "18:00"));
        assert!(!at("08:00-18:00", "", "18:01") && !at("08:00-18:00", "", "07:59"));
        assert!(at("22:00-06:00", "", "23:00") && at("22:00-06:00", "", "05:00"));
        assert!(!at("22:00-06:00", "", "12:00"));
        assert!(!at("", "12:00-13:00", "12:30") && at("", "12:00-13:00", "13:01"));
        assert!(at("00:00-05:30,10:10-15:15", "", "10:10"));
        assert!(!at("24:00-25:00", "", "00:30") && at("", "x", "00:30"));
    }
}
