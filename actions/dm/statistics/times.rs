//! Times and shares as the statistics take and show them; times are those of Asia/Shanghai.

use crate::dm::faults;
use crate::{Result, shared::format};

/// The milliseconds of a day.
pub(in crate::dm) const DAY: i64 = 24 * 60 * 60 * 1000;

/// A time in milliseconds since 1970 from `2026-01-01 00:00` or `2026-01-01`.
///
/// Times without a zone are those of Asia/Shanghai (modelled).
pub(in crate::dm) fn read(name: &str, text: &str) -> Result<i64> {
    let full = match text.trim().len() {
        10 => format!("{} 00:00:00", text.trim()),
        16 => format!("{}:00", text.trim()),
        _ => text.trim().to_owned(),
    };
    format::parse_shanghai_time(&full).ok_or_else(|| faults::malformed(name, "time"))
}

/// From and to, of which each may be absent, at most so many days apart. A day that is named as the end is part of it.
pub(in crate::dm) fn span(
    (from, to): (Option<&str>, Option<&str>),
    now: i64,
    days: i64,
) -> Result<(i64, i64)> {
    let to = match to {
        Some(text) => {
            let time = read("EndTime", text)?;
            if text.trim().len() == 10 {
                time.saturating_add(DAY)
            } else {
                time.saturating_add(60_000)
            }
        }
        None => now.saturating_add(1),
    };
    let from = match from {
        Some(text) => read("StartTime", text)?,
        None => to.saturating_sub(days * DAY),
    };
    if from > to || to - from > (days + 1) * DAY {
        return Err(faults::malformed("StartTime", "time before EndTime and near it"));
    }
    Ok((from, to))
}

/// `33.33%`.
pub(in crate::dm) fn percent(part: i64, whole: i64) -> String {
    let hundredths = part.saturating_mul(10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
