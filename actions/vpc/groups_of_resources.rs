//! The resource groups of resources. An id is stored empty where the group is the default one.

use crate::{Cx, Fault, Result, resourcedirectory::groups, shared::ids};

/// A resource group as it is stored, where a call gives one.
pub(in crate::vpc) fn stored(
    cx: &mut Cx<'_>,
    given: Option<&String>,
    none: Fault,
) -> Result<String> {
    let account = cx.account().to_owned();
    match given {
        Some(id) if *id != ids::default_resource_group(&account) => {
            let found = groups::find(cx.tx, &account, id)?.filter(|it| it.deleted.is_none());
            found.map(|it| it.id).ok_or_else(|| none.into())
        }
        _ => Ok(String::new()),
    }
}

/// A resource group as answers show it.
pub(in crate::vpc) fn shown(account: &str, stored: &str) -> String {
    if stored.is_empty() { ids::default_resource_group(account) } else { stored.to_owned() }
}
