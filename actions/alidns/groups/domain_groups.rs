//! The default group, which every account has, and the groups that calls name.

use crate::alidns::{
    faults::BAD_PARAMETER,
    lists::Lang,
    tables::groups::{self, Group},
};
use crate::{Result, Spec, ports::store::Tx, text};

/// The id of the default group (documented).
pub(in crate::alidns) const DEFAULT: &str = "defaultGroup";

/// The name of a group.
pub(super) const NAME: Spec<String> = text("GroupName").line(1, 64).doc("The name.");

/// The id of a group.
pub(super) const ID: Spec<String> = text("GroupId").doc("The group.");

/// The default group.
pub(in crate::alidns) fn default_group(lang: Lang) -> Group {
    Group { id: DEFAULT.to_owned(), name: lang.pick("Default Group", "默认分组").to_owned() }
}

/// The group of this id, which domains have: empty for the default one.
pub(in crate::alidns) fn of(tx: &mut dyn Tx, account: &str, id: &str, lang: Lang) -> Result<Group> {
    let found = if id.is_empty() { None } else { groups::group(tx, account, id)? };
    Ok(found.unwrap_or_else(|| default_group(lang)))
}

/// What domains have of the group that a call names, if it names one that there is: empty for the default one.
pub(in crate::alidns) fn stored(
    tx: &mut dyn Tx,
    account: &str,
    id: Option<&str>,
) -> Result<String> {
    match id {
        None | Some("" | DEFAULT) => Ok(String::new()),
        Some(id) => {
            let found = groups::group(tx, account, id)?;
            Ok(found.ok_or_else(|| BAD_PARAMETER.with("GroupId"))?.id)
        }
    }
}

/// A group that can be changed: any but the default one.
pub(super) fn own(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Group> {
    let found = groups::group(tx, account, id)?;
    found.ok_or_else(|| BAD_PARAMETER.with("GroupId"))
}
