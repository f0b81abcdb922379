//! Which entries of the log a call asks for.

use chrono::NaiveDate;

use crate::alidns::{names, tables::logs::Wanted};
use crate::{Params, Result, shared::filters::pattern, text};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// When a day begins, in milliseconds since 1970.
fn day(it: &str) -> Option<i64> {
    let date = NaiveDate::parse_from_str(it, "%Y-%m-%d").ok()?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

/// `KeyWord`, `StartDate` and `endDate`, both of which are days of UTC that count as a whole.
pub(super) fn read(p: &mut Params<'_>) -> Result<Wanted> {
    let is_day = |it: &str| day(it).is_some();
    let start = text("StartDate").form("day such as 2026-01-31", is_day);
    let end = text("endDate").form("day such as 2026-01-31", is_day);
    let keyword = p.optional(text("KeyWord").doc("Part of what was changed."))?;
    let start = p.optional(start.doc("The first day."))?;
    let end = p.optional(end.doc("The last day."))?;
    Ok(Wanted {
        like: keyword.map(|it| pattern(&names::shown_labels(&it))),
        from: start.as_deref().and_then(day),
        until: end.as_deref().and_then(day).map(|it| it + DAY),
        group: None,
    })
}
