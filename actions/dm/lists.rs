//! What the lists of the product have alike: numbered pages, and the form of an answer.

use serde::Serialize;

use crate::{Params, Result, int, request::page::Page, shared::format};

/// One page of a list; `data` has the rows under the name of their kind.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Listed<D> {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    #[serde(rename = "data")]
    data: D,
}

impl<D> Listed<D> {
    pub(in crate::dm) const fn new(page: Page, total_count: i64, data: D) -> Self {
        Self { total_count, page_number: page.number, page_size: page.size, data }
    }
}

/// `PageNo` and `PageSize`; a size above `max` counts as `max`.
pub(in crate::dm) fn page(p: &mut Params<'_>, size: i64, max: i64) -> Result<Page> {
    let number = p.default(int("PageNo").min(1).doc("The page, from 1."), 1)?;
    let size = p.default(int("PageSize").min(1).doc("How many to a page."), size)?;
    Ok(Page { number, size: p.page_size(size.min(max)) })
}

/// `2019-09-29T13:28Z`.
pub(in crate::dm) fn minutes(millis: i64) -> String {
    let iso = format::iso(millis);
    iso.get(..16).map(|it| format!("{it}Z")).unwrap_or_default()
}

/// Whole seconds since 1970.
pub(in crate::dm) const fn seconds(millis: i64) -> i64 {
    millis.div_euclid(1000)
}

/// A status as the product writes it: `0` for what is in order.
pub(in crate::dm) fn status(is_good: bool) -> String {
    i64::from(!is_good).to_string()
}
