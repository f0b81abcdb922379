//! Times of the day, `HH:mm`, in Asia/Shanghai.

use super::format::SHANGHAI_OFFSET;

/// The minutes of a day.
pub const MINUTES_OF_DAY: i64 = 24 * 60;

/// The minute of the day, 0 to 1439, of `HH:mm`, or of `H:mm` (observed: Terraform's provider writes the hours of
/// `CloudMonitor`'s rules with one digit).
#[must_use]
pub fn minute_of_day(text: &str) -> Option<i64> {
    let below = |part: &str, limit: i64| {
        let is_number = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n: &i64| is_number && *n < limit)
    };
    let (hour, minute) = text.split_once(':').filter(|(_, minute)| minute.len() == 2)?;
    Some(below(hour, 24)? * 60 + below(minute, 60)?)
}

/// Whether a text is `HH:mm`: an hour and a minute of two digits each.
#[must_use]
pub fn is_time_of_day(text: &str) -> bool {
    text.len() == 5 && minute_of_day(text).is_some()
}

/// The minute of the day, 0 to 1439, in Asia/Shanghai at a time in milliseconds since 1970.
#[must_use]
pub const fn minute_in_shanghai(millis: i64) -> i64 {
    millis.saturating_add(SHANGHAI_OFFSET).div_euclid(60_000).rem_euclid(MINUTES_OF_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_an_hour_and_a_minute() {
        for (text, want) in [("00:00", 0), ("09:30", 570), ("9:30", 570), ("23:59", 1439)] {
            assert_eq!(minute_of_day(text), Some(want), "{text}");
            assert_eq!(is_time_of_day(text), text.len() == 5, "{text}");
        }
        for bad in ["24:00", "09:60", "09:3", "09-30", "+9:30", "", ":30", "09:30:00", "009:30"] {
            assert_eq!(minute_of_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_minute_of_the_day_is_that_of_shanghai() {
        assert_eq!(minute_in_shanghai(0), 8 * 60);
        assert_eq!(minute_in_shanghai(16 * 3_600_000 - 1), 1439);
        assert_eq!(minute_in_shanghai(16 * 3_600_000), 0);
    }
}
