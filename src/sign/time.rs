//! The two ways in which a request says when it was made.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// How far the time of a request may be from the server's, in milliseconds: 15 minutes either way.
pub const WINDOW: i64 = 15 * 60 * 1000;

/// What the clocks say, in milliseconds since 1970. The time of a request is within the window of either.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Clocks {
    /// The machine's.
    pub real: i64,
    /// The world's, which may be frozen, or moved away from the machine's.
    pub world: i64,
}

impl Clocks {
    /// Why a request of this time is refused, in a sentence; `None` if it is not. It is compared with
    /// the nearer clock: a client signs with its own, and may know of a moved one or not.
    #[must_use]
    pub fn refuse(self, time: i64) -> Option<String> {
        const MINUTE: i64 = 60 * 1000;
        const HOUR: i64 = 60 * MINUTE;
        let Self { real, world } = self;
        let ours = if time.abs_diff(world) <= time.abs_diff(real) { world } else { real };
        let ahead = time.saturating_sub(ours);
        let off = ahead.saturating_abs();
        if off <= WINDOW {
            return None;
        }
        let side = if ahead > 0 { "ahead" } else { "behind" };
        let much = match off.saturating_add(MINUTE / 2) / MINUTE {
            minutes if minutes < 120 => format!("{minutes} minutes"),
            minutes if minutes < 48 * 60 => format!("{} h {} min", minutes / 60, minutes % 60),
            minutes => format!("{} days", minutes / (24 * 60)),
        };
        let moved = if real.abs_diff(world) > MINUTE.unsigned_abs() {
            let [world, real] = [world, real].map(write_iso);
            format!(
                " The server's clock was moved: it says {world}, the machine's says {real}, and the \
                 nearer one counts."
            )
        } else {
            String::new()
        };
        let rest = ahead.rem_euclid(HOUR / 2);
        let is_zone = off <= 14 * HOUR && rest.min(HOUR / 2 - rest) <= MINUTE;
        let because = if is_zone && (off - 12 * HOUR).abs() <= MINUTE {
            " This looks like a 12-hour clock: `hh` in the time format must be `HH`."
        } else if is_zone {
            " This looks like a local time that is sent as UTC."
        } else {
            ""
        };
        let [time, ours] = [time, ours].map(write_iso);
        Some(format!(
            "The request's time is {time}, the server's is {ours}: {much} {side}. At most 15 \
             minutes are accepted.{moved}{because}"
        ))
    }
}

/// The milliseconds since 1970 of `2026-11-21T22:53:41Z`, with or without a fraction of a second.
///
/// Only UTC, and only with its `Z`: a local time or an offset is not well formatted.
#[must_use]
pub fn iso(text: &str) -> Option<i64> {
    let bytes = text.strip_suffix('Z')?.as_bytes();
    let (date, fraction) = bytes.split_at_checked(19)?;
    let number = |from: usize, to: usize| {
        date[from..to].iter().try_fold(0, |sum: u32, &digit| {
            digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0'))
        })
    };
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if separators.iter().any(|&(at, separator)| date[at] != separator) {
        return None;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    let time = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?.and_hms_milli_opt(
        number(11, 13)?,
        number(14, 16)?,
        number(17, 19)?,
        millis(fraction)?,
    )?;
    Some(time.and_utc().timestamp_millis())
}

/// The milliseconds in the text after the seconds: nothing, or a point and up to nine digits.
fn millis(fraction: &[u8]) -> Option<u32> {
    let digits = match fraction {
        [] => return Some(0),
        [b'.', digits @ ..] if matches!(digits.len(), 1..=9) => digits,
        _ => return None,
    };
    let digits = digits.iter().map(|d| d.is_ascii_digit().then(|| u32::from(d - b'0')));
    let mut millis = 0;
    for (digit, weight) in digits.zip([100, 10, 1].into_iter().chain([0; 6])) {
        millis += digit? * weight;
    }
    Some(millis)
}

/// The milliseconds since 1970 of `Sat, 21 Nov 2026 22:53:41 GMT`.
#[must_use]
pub fn http(text: &str) -> Option<i64> {
    let time = NaiveDateTime::parse_from_str(text, "%a, %d %b %Y %H:%M:%S GMT").ok()?;
    Some(time.and_utc().timestamp_millis())
}

/// `millis` since 1970 as [`iso`] reads it.
#[must_use]
pub fn write_iso(millis: i64) -> String {
    write(millis, "%Y-%m-%dT%H:%M:%SZ")
}

/// `millis` since 1970 as [`http`] reads it.
#[must_use]
pub fn write_http(millis: i64) -> String {
    write(millis, "%a, %d %b %Y %H:%M:%S GMT")
}

/// `millis` since 1970 as the day of an `ACS4` credential: `20261121`.
#[must_use]
pub fn write_day(millis: i64) -> String {
    write(millis, "%Y%m%d")
}

fn write(millis: i64, format: &str) -> String {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().format(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: i64 = 1_795_301_621_000;

    #[test]
    fn both_forms_are_read_back() {
        assert_eq!(write_iso(MOMENT), "2026-11-21T22:53:41Z");
        assert_eq!(iso("2026-11-21T22:53:41Z"), Some(MOMENT));
        assert_eq!(iso("2026-11-21T22:53:41.5Z"), Some(MOMENT + 500));
        assert_eq!(iso("2026-11-21T22:53:41.123999Z"), Some(MOMENT + 123));
        assert_eq!(write_http(MOMENT), "Sat, 21 Nov 2026 22:53:41 GMT");
        assert_eq!(http("Sat, 21 Nov 2026 22:53:41 GMT"), Some(MOMENT));
        assert_eq!(write_day(MOMENT), "20261121");
    }

    #[test]
    fn a_time_is_compared_with_the_nearer_clock() {
        const HOUR: i64 = 3_600_000;
        let refuse = |real, world, time| Clocks { real, world }.refuse(time);
        assert_eq!(refuse(MOMENT, MOMENT, MOMENT + WINDOW), None);
        assert_eq!(refuse(MOMENT, 0, MOMENT - WINDOW), None);
        assert_eq!(refuse(MOMENT, 0, WINDOW), None);
        let one = refuse(MOMENT, MOMENT, MOMENT - 20 * 60_000).unwrap();
        assert_eq!(
            one,
            "The request's time is 2026-11-21T22:33:41Z, the server's is 2026-11-21T22:53:41Z: 20 \
             minutes behind. At most 15 minutes are accepted."
        );
        let moved = refuse(MOMENT, 0, 30 * 60_000 + 90_000).unwrap();
        assert_eq!(
            moved,
            "The request's time is 1970-01-01T00:31:30Z, the server's is 1970-01-01T00:00:00Z: 32 \
             minutes ahead. At most 15 minutes are accepted. The server's clock was moved: it says \
             1970-01-01T00:00:00Z, the machine's says 2026-11-21T22:53:41Z, and the nearer one counts."
        );
        let machine = refuse(MOMENT, 0, MOMENT + 8 * HOUR).unwrap();
        assert!(machine.contains("is 2026-11-21T22:53:41Z: 8 h 0 min ahead."), "{machine}");
        assert!(machine.ends_with("a local time that is sent as UTC.") && machine.len() < 400);
        assert!(refuse(MOMENT, MOMENT, i64::MIN).is_some() && refuse(0, 0, i64::MAX).is_some());
    }

    #[test]
    fn what_is_not_quite_the_form_is_refused() {
        for wrong in [
            "",
            "Z",
            "2026-11-21",
            "2026-11-21T22:53:41",
            "2026-11-21 22:53:41Z",
            "2026-11-21T22:53:41+08:00",
            "2026-11-21T22:53:41.Z",
            "2026-11-21T22:53:41.1234567890Z",
            "2026-11-21T22:53:41.1xZ",
            "2026-13-21T22:53:41Z",
            "2026-02-30T22:53:41Z",
            "2026-11-21T25:53:41Z",
            "2026-11-21T22:53:4张Z",
            "+026-11-21T22:53:41Z",
            "1795301621",
        ] {
            assert_eq!(iso(wrong), None, "{wrong}");
        }
        for wrong in [
            "",
            "Fri, 21 Nov 2026 22:53:41 GMT",
            "Sat, 21 Nov 2026 22:53:41",
            "Sat, 21 Nov 2026 22:53:41 +0800",
            "2026-11-21T22:53:41Z",
        ] {
            assert_eq!(http(wrong), None, "{wrong}");
        }
    }
}
