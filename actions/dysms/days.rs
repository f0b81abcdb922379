//! Days in China, as numbers and in the form of the API.

use chrono::{DateTime, Datelike, NaiveDate};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The day that `20260101` means; none if it has another form.
pub(crate) fn read(text: &str) -> Option<i64> {
    if text.len() != 8 || !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let date = NaiveDate::parse_from_str(text, "%Y%m%d").ok()?;
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc();
    Some(midnight.timestamp_millis().div_euclid(DAY))
}

fn date(day: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp_millis(day.saturating_mul(DAY)).map(|it| it.date_naive())
}

/// `20260101`; empty if out of range.
pub(super) fn text(day: i64) -> String {
    date(day).map(|it| it.format("%Y%m%d").to_string()).unwrap_or_default()
}

/// The first day of the month of a day.
pub(super) fn first_of_month(day: i64) -> i64 {
    date(day).map_or(day, |it| day - i64::from(it.day0()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        assert_eq!(read("19700102"), Some(1));
        assert_eq!(text(1), "19700102");
        assert_eq!(text(first_of_month(read("20260228").unwrap())), "20260201");
        for bad in ["2026-01-01", "20261301", "2026010", ""] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
