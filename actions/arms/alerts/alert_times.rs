//! Times in the requests of lists: `2021-12-10 00:00:00` in Asia/Shanghai.

use crate::{Params, Result, shared::format::parse_shanghai_time, text};

/// A parameter that is such a time, in milliseconds since 1970.
pub(super) fn time(
    p: &mut Params<'_>,
    name: &'static str,
    doc: &'static str,
) -> Result<Option<i64>> {
    let is_time = |it: &str| parse_shanghai_time(it).is_some();
    let time = text(name).form("time such as 2021-12-10 00:00:00", is_time).doc(doc);
    Ok(p.optional(time)?.as_deref().and_then(parse_shanghai_time))
}

/// Whether a time is in a range, both of whose ends belong to it.
pub(super) fn is_in(at: i64, start: Option<i64>, end: Option<i64>) -> bool {
    start.is_none_or(|start| at >= start) && end.is_none_or(|end| at <= end)
}
