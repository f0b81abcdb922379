//! What calls and answers have alike: numbered pages, the language, times.

use crate::{Params, Result, int, request::page::Page, shared::format, text};

/// `PageNumber` and `PageSize`, from 1 to `max`: a number out of that is refused (documented).
pub(super) fn page(p: &mut Params<'_>, size: i64, max: i64) -> Result<Page> {
    let number = p.default(int("PageNumber").min(1).doc("The page, from 1."), 1)?;
    let size = p.default(int("PageSize").range(1, max).doc("How many to a page."), size)?;
    Ok(Page { number, size: p.page_size(size) })
}

/// The language of names and texts in answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lang {
    English,
    Chinese,
}

impl Lang {
    /// One of two texts.
    pub(super) const fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::English => en,
            Self::Chinese => zh,
        }
    }
}

/// `Lang`; without it clients are answered in English (observed).
pub(super) fn lang(p: &mut Params<'_>) -> Result<Lang> {
    let lang =
        p.optional(text("Lang").doc("The language of texts: zh for Chinese, else English."))?;
    Ok(if lang.as_deref() == Some("zh") { Lang::Chinese } else { Lang::English })
}

/// `2019-09-29T13:28Z`.
pub(super) fn minutes(millis: i64) -> String {
    let iso = format::iso(millis);
    iso.get(..16).map(|it| format!("{it}Z")).unwrap_or_default()
}

/// How many pages of a size a list has.
pub(super) const fn pages(total: i64, size: i64) -> i64 {
    if size < 1 { 0 } else { (total + size - 1) / size }
}
