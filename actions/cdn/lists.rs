//! What calls and answers have alike: numbered pages, times, names in lists.

use serde::Serialize;

use crate::{Params, Result, int, request::page::Page, shared::format};

/// The answer of a call that has nothing to say.
#[derive(Serialize)]
pub(crate) struct Done {}

/// A day, in milliseconds.
pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;

/// `PageNumber` and `PageSize`, from 1 to `max`: a number out of that is refused (documented).
pub(crate) fn page(p: &mut Params<'_>, size: i64, max: i64) -> Result<Page> {
    let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
    let size = p.default(int("PageSize").range(1, max).doc("How many to a page."), size)?;
    Ok(Page { number, size: p.page_size(size) })
}

/// `2018-11-26 14:45:09`.
pub(super) fn plain_time(millis: i64) -> String {
    format::iso(millis).replace('T', " ").trim_end_matches('Z').to_owned()
}

/// A time, as calls give it: `2018-11-26T14:45:09Z`, or without seconds.
pub(super) fn time(text: &str) -> Option<i64> {
    let whole = match text.len() {
        17 => text.replace('Z', ":00Z"),
        _ => text.to_owned(),
    };
    let parsed = chrono::DateTime::parse_from_rfc3339(&whole).ok()?;
    text.ends_with('Z').then(|| parsed.timestamp_millis())
}

/// The parts of a list with commas between them as a filter has it: with a comma on each side of every one.
pub(super) fn as_filter(list: &str) -> String {
    let parts = crate::shared::text::comma_list(list).map(str::to_lowercase);
    parts.fold(",".to_owned(), |all, it| all + &it + ",")
}
