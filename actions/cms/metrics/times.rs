//! Times as metrics have them: milliseconds, seconds, or one of the vendor's forms of text.

use chrono::{DateTime, NaiveDateTime};

use crate::shared::format::parse_shanghai_time;

/// The time of a text, in milliseconds since 1970: `1508136760000`, `1508136760`, `2019-01-30T00:00:00Z`,
/// `20171012T132456.888+0800`, `2019-01-30 00:00:00` in Asia/Shanghai.
pub(in crate::cms) fn parse(text: &str) -> Option<i64> {
    let text = Some(text.trim()).filter(|text| text.len() <= 40)?;
    // The years 1970 to 9999.
    of_text(text).filter(|millis| (0..253_402_300_800_000).contains(millis))
}

fn of_text(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        // What is less would be in 1973 or before, if it were milliseconds.
        return if number < 100_000_000_000 { number.checked_mul(1000) } else { Some(number) };
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_millis());
    }
    for form in ["%Y%m%dT%H%M%S%.f%z", "%Y-%m-%dT%H:%M:%S%.f%z"] {
        if let Ok(time) = DateTime::parse_from_str(text, form) {
            return Some(time.timestamp_millis());
        }
    }
    let in_shanghai = parse_shanghai_time(text);
    if let Some(time) = in_shanghai.or_else(|| parse_shanghai_time(&format!("{text}:00"))) {
        return Some(time);
    }
    // The last form, with a `Z` that `%z` does not read.
    let time = NaiveDateTime::parse_from_str(text.strip_suffix('Z')?, "%Y%m%dT%H%M%S%.f").ok()?;
    Some(time.and_utc().timestamp_millis())
}

/// Whether a text is a time.
pub(in crate::cms) fn is_time(text: &str) -> bool {
    parse(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_time_is_read() {
        for (text, millis) in [
            ("1508136760000", 1_508_136_760_000),
            ("1508136760", 1_508_136_760_000),
            ("2017-10-16T06:52:40Z", 1_508_136_760_000),
            ("2017-10-16T14:52:40+08:00", 1_508_136_760_000),
            ("20171016T145240.000+0800", 1_508_136_760_000),
            ("20171016T065240.500Z", 1_508_136_760_500),
            ("2017-10-16 14:52:40", 1_508_136_760_000),
        ] {
            assert_eq!(parse(text), Some(millis), "{text}");
        }
        for bad in [
            "",
            "x",
            "-1",
            "99999999999999999",
            "2017-13-01 00:00:00",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
            "-0001-01-01 00:00:00",
            "+99999-01-01 00:00:00",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
