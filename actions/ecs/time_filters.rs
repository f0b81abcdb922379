//! The filters of lists by time, `Filter.N`: each has a key, and a time to the minute.

use super::{
    faults::calls::{NO_FILTER_KEY, NO_FILTER_VALUE},
    given::Given,
};
use crate::{
    Result,
    shared::format::{iso, parse_utc_minute},
};

/// The keys that say when a resource was made.
pub(super) const MADE: [&str; 2] = ["CreationStartTime", "CreationEndTime"];

/// The keys and minutes of a call, each key being one of these. It may have `other` keys too, whose values are no times.
pub(super) fn read(it: &Given, keys: &[&str], other: &[&str]) -> Result<Vec<(String, i64)>> {
    let mut all = Vec::new();
    for filter in it.each("Filter") {
        let (key, value) = (filter.text("Key"), filter.text("Value"));
        if other.contains(&key) {
            continue;
        }
        if !keys.contains(&key) {
            return Err(NO_FILTER_KEY.with(key));
        }
        let minute = parse_utc_minute(value).ok_or_else(|| NO_FILTER_VALUE.with(key))?;
        all.push((key.to_owned(), minute));
    }
    Ok(all)
}

/// Whether a time is within those of the filters with these two keys, the first and the last minute.
pub(super) fn keep(all: &[(String, i64)], [from, to]: [&str; 2], at: i64) -> bool {
    let Some(minute) = parse_utc_minute(&iso(at)) else { return true };
    all.iter()
        .all(|(key, asked)| (key != from || minute >= *asked) && (key != to || minute <= *asked))
}
