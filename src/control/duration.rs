//! Durations as people write them: `90s`, `1h30m`, `2d`, `1.5s`, `250ms`, or a plain number of seconds.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::{
    control::{Problem, selection},
    wire::shortened::shortened,
};

/// The units, the longest first, in milliseconds.
const UNITS: [(&str, i64); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// Milliseconds of a duration, with an optional sign; else why it is none.
pub(super) fn millis(text: &str) -> Result<i64, String> {
    read(text).ok_or_else(|| {
        format!(
            "`{text}` is not a duration such as 90s, 24h, 1h30m, 2d, 1.5s, 250ms or 90 (seconds)"
        )
    })
}

fn read(text: &str) -> Option<i64> {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let negative = text.starts_with('-');
    if rest.bytes().all(is_of_number) {
        let sum = times(rest, 1000)?;
        return Some(if negative { -sum } else { sum });
    }
    let mut sum = 0_i64;
    // Each unit once, from the longest to the shortest.
    let mut units = UNITS.iter();
    loop {
        let (number, after) = rest.split_at(rest.bytes().position(|b| !is_of_number(b))?);
        let end = after.bytes().position(is_of_number).unwrap_or(after.len());
        let (_, unit) = units.find(|(name, _)| *name == &after[..end])?;
        sum = sum.checked_add(times(number, *unit)?)?;
        rest = &after[end..];
        if rest.is_empty() {
            return Some(if negative { -sum } else { sum });
        }
    }
}

fn is_of_number(b: u8) -> bool {
    b.is_ascii_digit() || b == b'.'
}

/// So many times `unit`, of a number that may have a fraction. What is less than a millisecond is dropped.
fn times(number: &str, unit: i64) -> Option<i64> {
    /// A billionth of the longest unit is less than a millisecond.
    const PLACES: usize = 9;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let billionths = format!("{:0<PLACES$}", fraction.get(..PLACES).unwrap_or(fraction));
    let part = billionths.parse::<i64>().ok()?.checked_mul(unit)? / 10_i64.pow(9);
    whole.parse::<i64>().ok()?.checked_mul(unit)?.checked_add(part)
}

/// The longest duration among the members of a rule: a day.
const LONGEST: i64 = 24 * 60 * 60 * 1000;

/// A duration among the members of a rule, from 1 ms on.
pub(super) fn member(
    members: &Map<String, Value>,
    name: &str,
) -> Result<Option<Duration>, Problem> {
    let Some(given) = selection::text(members, name)? else { return Ok(None) };
    let millis = millis(given).ok().filter(|it| (1..=LONGEST).contains(it));
    let wrong = || {
        let given = shortened(given);
        Problem::of_member(
            name,
            format!("`{given}` is not a duration such as 200ms or 2s, up to a day"),
        )
    };
    millis.map(|it| Some(Duration::from_millis(it.unsigned_abs()))).ok_or_else(wrong)
}

/// A duration in the way in which it is read.
pub(super) fn text(millis: i64) -> String {
    let mut left = millis;
    let mut text = String::new();
    for (name, unit) in UNITS {
        if left / unit != 0 {
            text.extend([&*(left / unit).to_string(), name]);
            left %= unit;
        }
    }
    if text.is_empty() { "0s".into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_as_people_write_it() {
        for (text, millis) in [
            ("24h", 86_400_000),
            ("-90s", -90_000),
            ("+15m", 900_000),
            ("250ms", 250),
            ("1h30m", 5_400_000),
            ("2d", 172_800_000),
            ("1d2h3m4s5ms", 93_784_005),
            ("90", 90_000),
            ("-90", -90_000),
            ("1.5s", 1500),
            ("0.5h", 1_800_000),
            ("-1.5", -1500),
            ("1h0.25m", 3_615_000),
            ("2h0m1.0009s", 7_201_000),
            ("0.9999999999d", 86_399_999),
            ("0.4ms", 0),
        ] {
            assert_eq!(read(text), Some(millis), "{text}");
        }
        for bad in [
            "",
            "h",
            "1w",
            "--1s",
            "+-1s",
            "-",
            "30m1h",
            "1h1h",
            "1h30",
            "1.5.h",
            ".5h",
            "1.h",
            "1.5.5s",
            "1,5s",
            ".",
            "1 h",
            "1H",
            "ä",
            "9223372036854775807d",
            "9223372036854775807",
            "106751991167d9223372036854775807ms",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_duration_is_written_as_it_is_read() {
        for written in ["10m", "1h30m", "2d", "250ms", "1s500ms", "0s"] {
            assert_eq!(text(read(written).unwrap()), written);
        }
    }
}
