//! Numbers that the vendor's packages have as texts.

use crate::{Params, Result, Spec, text};

/// A text that is a number from 0.
pub(super) const fn digits(name: &'static str) -> Spec<String> {
    text(name).form("number", is_number)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<i64>().is_ok()
}

/// The number of [`digits`] that a call has to have.
pub(super) fn required(p: &mut Params<'_>, spec: Spec<String>) -> Result<i64> {
    Ok(p.required(spec)?.parse().unwrap_or_default())
}

/// The number of [`digits`] that a call may have.
pub(super) fn optional(p: &mut Params<'_>, spec: Spec<String>) -> Result<Option<i64>> {
    Ok(p.optional(spec)?.and_then(|it| it.parse().ok()))
}
