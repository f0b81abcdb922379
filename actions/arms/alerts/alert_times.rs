//! Times in the requests of lists: `2021-12-10 00:00:00` in Asia/Shanghai.

use crate::{Spec, shared::format::parse_shanghai_time, text};

/// A parameter that is such a time.
pub(super) fn time(name: &'static str) -> Spec<String> {
    text(name).form("time such as 2021-12-10 00:00:00", |it| parse_shanghai_time(it).is_some())
}

/// Whether a time is in the range that two parameters give.
pub(super) fn is_in(at: i64, start: Option<&String>, end: Option<&String>) -> bool {
    let limit = |it: Option<&String>| it.and_then(|it| parse_shanghai_time(it));
    limit(start).is_none_or(|start| at >= start) && limit(end).is_none_or(|end| at <= end)
}
