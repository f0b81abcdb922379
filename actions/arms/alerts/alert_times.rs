//! Times in the requests of lists: `2021-12-10 00:00:00` in Asia/Shanghai.

use chrono::NaiveDateTime;

use crate::{Spec, shared::format::SHANGHAI_OFFSET, text};

/// The time in milliseconds; none if it is not in this form.
pub(super) fn parse(text: &str) -> Option<i64> {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?;
    Some(time.and_utc().timestamp_millis() - SHANGHAI_OFFSET)
}

/// A parameter that is such a time.
pub(super) fn time(name: &'static str) -> Spec<String> {
    text(name).form("time such as 2021-12-10 00:00:00", |it| parse(it).is_some())
}

/// Whether a time is in the range that two parameters give.
pub(super) fn is_in(at: i64, start: Option<&String>, end: Option<&String>) -> bool {
    let limit = |it: Option<&String>| it.and_then(|it| parse(it));
    limit(start).is_none_or(|start| at >= start) && limit(end).is_none_or(|end| at <= end)
}
