//! Where an attached policy is effective: in the whole account, or in one resource group.

use super::policy_errors::NO_RESOURCE_GROUP;
use crate::{Cx, Result, Spec, shared::ids::default_resource_group, text};

pub(super) const RESOURCE_GROUP: Spec<String> =
    text("ResourceGroupId").doc("The id of a resource group, or of the account for all of it.");

/// The resource group as attachments have it: the id, or nothing for the account.
pub(super) fn of(cx: &mut Cx<'_>, id: String) -> Result<String> {
    if id == cx.caller.account {
        return Ok(String::new());
    }
    if groups_exist(cx, &id) { Ok(id) } else { Err(NO_RESOURCE_GROUP.into()) }
}

/// The id as in answers: that of the resource group, or of the account.
pub(super) fn shown(cx: &Cx<'_>, resource_group: String) -> String {
    if resource_group.is_empty() { cx.caller.account.clone() } else { resource_group }
}

/// Whether the account has this resource group: its default one, and until there are others any whose
/// id has their form.
fn groups_exist(cx: &Cx<'_>, id: &str) -> bool {
    let is_like_one = id.strip_prefix("rg-").is_some_and(|rest| {
        (3..=32).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    is_like_one || id == default_resource_group(&cx.caller.account)
}
