//! The parameters of contact groups, and the errors of several actions.

use std::collections::BTreeSet;

use crate::{
    Cx, Fault, Result, Spec,
    arms::{
        contacts::contact_rules::NO_CONTACT,
        id_lists, sae_objects,
        tables::{
            contacts::{self, Contact},
            groups::{self, Group},
        },
    },
    ports::{store, store::Tx},
    text,
};

/// The code for a group that does not exist is assumed: the vendor's list of codes has none.
pub(super) const NO_GROUP: Fault = Fault {
    status: 404,
    code: "ContactGroupNotExist",
    message: "The contact group does not exist.",
};

/// What a group is called; how long that may be is assumed, as no page says.
pub(super) const fn group_name() -> Spec<String> {
    text("ContactGroupName").line(1, 255).doc("What the group is called.")
}

/// Finds a contact by an id of one of the two kinds.
type Find = fn(&mut dyn Tx, &str, i64) -> store::Result<Option<Contact>>;

/// The ids by which rows have the contacts of a list, each once; all must exist (assumed).
pub(super) fn contacts_of(
    tx: &mut dyn Tx,
    account: &str,
    list: Option<&str>,
    find: Find,
) -> Result<Vec<i64>> {
    let mut ids = list.and_then(id_lists::parse).unwrap_or_default();
    let mut named = BTreeSet::new();
    ids.retain(|id| named.insert(*id));
    ids.into_iter().map(|id| Ok(find(tx, account, id)?.ok_or(NO_CONTACT)?.id)).collect()
}

/// [`contacts_of`] a list of ids of the former actions.
pub(super) fn legacy_contacts(
    tx: &mut dyn Tx,
    account: &str,
    list: Option<&str>,
) -> Result<Vec<i64>> {
    contacts_of(tx, account, list, contacts::by_legacy_id)
}

/// Deletes a group; its contacts stay.
pub(super) fn delete(cx: &mut Cx<'_>, group: &Group) -> Result<()> {
    sae_objects::warn_of_deletion(cx, "contact group", &group.name);
    Ok(groups::delete(cx.tx, &cx.caller.account, group.id)?)
}
