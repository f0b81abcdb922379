//! Resource groups, as the former product and the actions on tags use them.
//!
//! Their rows are here, since the tags of both products are; they need no directory.

use super::{RESOURCEDIRECTORY, tables::resource_groups};
pub(crate) use super::{
    tables::{
        resource_groups::{Group, RESOURCE_GROUP, delete, put, put_settings, settings, tags},
        tags::{Tag, put as put_tags},
    },
    tags::tag_rules::{TAGS, read as read_tags},
};
use crate::{
    Fault,
    ports::store::{Result, Tx},
    shared::{accounts, ids},
};

/// There is no such group.
pub(crate) const NO_RESOURCE_GROUP: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ResourceGroup",
    message: "The specified resource group does not exist. You must first create a resource group.",
};

/// The name of the default group, and what it is called until somebody changes it (assumed: the vendor's pages show
/// it only in the console).
const DEFAULT: &str = "default";
const DEFAULT_DISPLAY: &str = "default resource group";

/// The groups of an account: the default one, which every account has, and those that were made,
/// oldest first.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Group>> {
    // Every account has the default group, also where nobody has used this product.
    let mut groups = if tx.has_part(RESOURCEDIRECTORY.id)? {
        resource_groups::stored(tx, account)?
    } else {
        Vec::new()
    };
    let default = ids::default_resource_group(account);
    let group = match groups.iter().position(|it| it.id == default) {
        Some(at) => groups.remove(at),
        None => Group {
            id: default,
            name: DEFAULT.to_owned(),
            display: DEFAULT_DISPLAY.to_owned(),
            made: accounts::account(tx, account)?.map_or(0, |it| it.created),
            deleted: None,
        },
    };
    groups.insert(0, group);
    Ok(groups)
}

/// The group of this id.
pub(crate) fn find(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<Group>> {
    Ok(all(tx, account)?.into_iter().find(|it| it.id == id))
}
