//! Where an attached policy is effective: in the whole account, or in one resource group.

use super::policy_errors::NO_RESOURCE_GROUP;
use crate::{Cx, Result, Spec, resourcedirectory::groups, text};

pub(super) const RESOURCE_GROUP: Spec<String> =
    text("ResourceGroupId").doc("The id of a resource group, or of the account for all of it.");

/// The resource group as attachments have it: the id, or nothing for the account.
pub(super) fn of(cx: &mut Cx<'_>, id: String) -> Result<String> {
    if id == cx.caller.account {
        return Ok(String::new());
    }
    match groups::find(cx.tx, &cx.caller.account, &id)? {
        Some(_) => Ok(id),
        None => Err(NO_RESOURCE_GROUP.into()),
    }
}

/// The id as in answers: that of the resource group, or of the account.
pub(super) fn shown(cx: &Cx<'_>, resource_group: String) -> String {
    if resource_group.is_empty() { cx.caller.account.clone() } else { resource_group }
}
