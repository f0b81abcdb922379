//! How often something is rotated: `7d`, `168h`, `10080m`, `604800s`.

use crate::{Result, kms::faults::bad};

/// The seconds of an interval of keys: 7 to 730 days.
pub(super) fn of_key(text: &str) -> Result<i64> {
    let found = seconds(text).filter(|it| (7 * 86_400..=730 * 86_400).contains(it));
    found.ok_or_else(|| bad("RotationInterval"))
}

/// The seconds of an interval of secrets: 6 hours to 365 days.
pub(super) fn of_secret(text: &str) -> Result<i64> {
    let found = seconds(text).filter(|it| (6 * 3_600..=365 * 86_400).contains(it));
    found.ok_or_else(|| bad("RotationInterval"))
}

/// The seconds of a text, if it has this form.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let unit = match text.as_bytes().last()? {
        b'd' => 86_400,
        b'h' => 3_600,
        b'm' => 60,
        b's' => 1,
        _ => return None,
    };
    let digits = text.get(..text.len() - 1)?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse::<i64>().ok()?.checked_mul(unit)
}

/// Seconds as answers show them.
pub(super) fn shown(seconds: i64) -> String {
    format!("{seconds}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_a_number_and_a_unit() {
        let good = ["7d", "168h", "10080m", "604800s"].map(seconds);
        assert_eq!(good, [Some(604_800); 4]);
        for bad in ["", "7", "d", "-7d", "7 d", "7w", "7D", "9999999999999999999s", "天"] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }
}
