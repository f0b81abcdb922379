//! Lists of contact groups, which application groups and alert rules name with commas between them.

use super::{faults::RESOURCE_NOT_FOUND, tables};
use crate::{Cx, Result, shared::text::each_once};

/// The texts in a list with commas between them.
pub(super) fn comma_separated(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The contact groups of a list, each once.
pub(super) fn named(cx: &mut Cx<'_>, list: &str) -> Result<Vec<String>> {
    let found = each_once(comma_separated(list));
    check(cx, &found)?;
    Ok(found)
}

/// Refuses contact groups that do not exist (assumed: the pages have 404, and name nothing else that may be
/// missing).
pub(super) fn check(cx: &mut Cx<'_>, names: &[String]) -> Result<()> {
    for name in names {
        if tables::group(cx.tx, &cx.caller.account, name)?.is_none() {
            let why = format!("There is no contact group with the name {name:?}.");
            return Err(RESOURCE_NOT_FOUND.with_hint(why));
        }
    }
    Ok(())
}
