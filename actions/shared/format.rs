//! Times as text.

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, Utc};

/// How many milliseconds Asia/Shanghai is ahead of UTC, all year.
pub const SHANGHAI_OFFSET: i64 = 8 * 60 * 60 * 1000;

/// `2026-11-21T22:59:52Z`; empty if out of range.
#[must_use]
pub fn iso(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|t| t.to_rfc3339_opts(SecondsFormat::Secs, true))
        .unwrap_or_default()
}

/// The beginning of the minute that a text in UTC is in, `2026-11-21T22:59Z` or `2026-11-21T22:59:52Z`; none if it has another form.
#[must_use]
pub fn parse_utc_minute(text: &str) -> Option<i64> {
    const FORM: &str = "0000-00-00T00:00:00";
    let time = text.strip_suffix('Z').filter(|it| it.len() == 16 || it.len() == 19)?;
    // Signs, blanks and leap seconds are no part of the form.
    let fits =
        |(is, wanted): (u8, u8)| if wanted == b'0' { is.is_ascii_digit() } else { is == wanted };
    if !time.bytes().zip(FORM.bytes()).all(fits) || time.ends_with(":60") {
        return None;
    }
    let whole = if time.len() == 16 { format!("{time}:00") } else { time.to_owned() };
    let time = NaiveDateTime::parse_from_str(&whole, "%Y-%m-%dT%H:%M:%S").ok()?;
    let at = time.and_utc().timestamp_millis();
    Some(at - at.rem_euclid(60_000))
}

/// `2026-11-21T22:59:52.123Z`; empty if out of range.
#[must_use]
pub fn iso_millis(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|t| t.to_rfc3339_opts(SecondsFormat::Millis, true))
        .unwrap_or_default()
}

/// `2026-11-21 22:59:52` in Asia/Shanghai; empty if out of range.
#[must_use]
pub fn shanghai_time(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis.saturating_add(SHANGHAI_OFFSET))
        .map(|t| t.format("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}

/// The time in milliseconds since 1970 that `2026-11-21 22:59:52` is in Asia/Shanghai; none if the text has
/// another form.
#[must_use]
pub fn parse_shanghai_time(text: &str) -> Option<i64> {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?;
    Some(time.and_utc().timestamp_millis() - SHANGHAI_OFFSET)
}

/// `2026-11-22T06:59:52+08:00`, the time in Asia/Shanghai; empty if out of range.
#[must_use]
pub fn iso_in_shanghai(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .zip(FixedOffset::east_opt(8 * 60 * 60))
        .map(|(t, zone)| t.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false))
        .unwrap_or_default()
}

/// `2026-11-21`; empty if out of range.
#[must_use]
pub fn date(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|t| t.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}
