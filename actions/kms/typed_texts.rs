//! Parameters that the vendor declares as texts and that are flags or numbers.

use crate::{Params, Result, text};

/// A flag, in any case, as Python writes it as well; `usual` where it is not given.
pub(super) fn flag(
    p: &mut Params<'_>,
    (name, doc): (&'static str, &'static str),
    usual: bool,
) -> Result<bool> {
    let is = |it: &str| ["true", "false"].iter().any(|word| it.eq_ignore_ascii_case(word));
    let given = p.optional(text(name).form("true or false", is).doc(doc))?;
    Ok(given.map_or(usual, |it| it.eq_ignore_ascii_case("true")))
}

/// A number; `usual` where it is not given.
pub(super) fn number(
    p: &mut Params<'_>,
    (name, doc): (&'static str, &'static str),
    usual: i64,
) -> Result<i64> {
    let is = |it: &str| it.parse::<i64>().is_ok();
    let given = p.optional(text(name).form("number", is).doc(doc))?;
    Ok(given.and_then(|it| it.parse().ok()).unwrap_or(usual))
}
