//! Contact groups: one row for both generations of the API, and who is in them.

use crate::{
    args,
    arms::tables::legacy_ids::OF_GROUPS,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_contact_group (
        account TEXT NOT NULL, id BIGINT NOT NULL, legacy BIGINT NOT NULL, name TEXT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const BY_LEGACY_ID: &str =
    "CREATE UNIQUE INDEX arms_contact_group_legacy ON arms_contact_group (account, legacy)";
pub(in crate::arms) const MEMBERS: &str = "CREATE TABLE arms_group_contact (
        account TEXT NOT NULL, contact_group BIGINT NOT NULL, contact BIGINT NOT NULL,
        PRIMARY KEY (account, contact_group, contact),
        FOREIGN KEY (account, contact_group) REFERENCES arms_contact_group (account, id),
        FOREIGN KEY (account, contact) REFERENCES arms_contact (account, id)
    )";
pub(in crate::arms) const BY_CONTACT: &str =
    "CREATE INDEX arms_group_contact_of ON arms_group_contact (account, contact, contact_group)";

/// What the tally counts: the groups of an account.
const GROUP: &str = "arms_contact_group";

/// A group of contacts.
#[derive(Clone, Debug, Default)]
pub(in crate::arms) struct Group {
    /// Its id in the alert-management actions.
    pub(in crate::arms) id: i64,
    /// Its id in the former actions.
    pub(in crate::arms) legacy: i64,
    pub(in crate::arms) name: String,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    pub(in crate::arms) changed: i64,
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        id: row.int(0)?,
        legacy: row.int(1)?,
        name: row.text(2)?,
        made: row.int(3)?,
        changed: row.int(4)?,
    })
}

/// The group of this id in the alert-management actions.
pub(in crate::arms) fn group(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Group>> {
    tx.row(
        "SELECT id, legacy, name, made, changed FROM arms_contact_group
         WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// The group of this id in the former actions.
pub(in crate::arms) fn by_legacy_id(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<Group>> {
    tx.row(
        "SELECT id, legacy, name, made, changed FROM arms_contact_group
         WHERE account = $1 AND legacy = $2",
        args![account, id],
        read,
    )
}

/// All groups of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Group>> {
    tx.rows(
        "SELECT id, legacy, name, made, changed FROM arms_contact_group
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        read,
    )
}

/// A page of the groups of the account, newest first, and how many it has.
pub(in crate::arms) fn page(
    tx: &mut dyn Tx,
    account: &str,
    page: Page,
) -> Result<(Vec<Group>, i64)> {
    let (held, last) = store::tally_and_last(tx, account, GROUP)?;
    let (first, skip) = page.start(held, last);
    let found = tx.rows(
        "SELECT id, legacy, name, made, changed FROM arms_contact_group
         WHERE account = $1 AND id <= $2 ORDER BY id DESC LIMIT $3 OFFSET $4",
        args![account, first, page.size, skip],
        read,
    )?;
    Ok((found, held))
}

/// The groups that a contact is in, oldest first.
pub(in crate::arms) fn of_contact(
    tx: &mut dyn Tx,
    account: &str,
    contact: i64,
) -> Result<Vec<Group>> {
    tx.rows(
        "SELECT g.id, g.legacy, g.name, g.made, g.changed
         FROM arms_group_contact m JOIN arms_contact_group g
         ON g.account = m.account AND g.id = m.contact_group
         WHERE m.account = $1 AND m.contact = $2 ORDER BY g.id",
        args![account, contact],
        read,
    )
}

/// Adds a group, and gives it its two ids.
pub(in crate::arms) fn add(tx: &mut dyn Tx, account: &str, group: &mut Group) -> Result<()> {
    group.id = store::tally_add(tx, account, GROUP)?;
    group.legacy = OF_GROUPS.next(tx, account)?;
    put(tx, account, group)
}

/// Writes a group: a new one, or the name of one that there is.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, group: &Group) -> Result<()> {
    let Group { id, legacy, name, made, changed } = group;
    tx.execute(
        "INSERT INTO arms_contact_group (account, id, legacy, name, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, changed = excluded.changed",
        args![account, *id, *legacy, name, *made, *changed],
    )?;
    Ok(())
}

/// Gives a group that was added last other ids, which no other has.
pub(in crate::arms) fn renumber(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
    (new, legacy): (i64, i64),
) -> Result<()> {
    let update = "UPDATE arms_contact_group SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, GROUP, update, (id, new))?;
    let update = "UPDATE arms_contact_group SET legacy = $1 WHERE account = $2 AND id = $3";
    OF_GROUPS.give(tx, account, update, (new, legacy))
}

/// Puts these contacts, which there are, into a group in the place of those that are in it.
pub(in crate::arms) fn set_contacts(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    contacts: &[i64],
) -> Result<()> {
    tx.execute(
        "DELETE FROM arms_group_contact WHERE account = $1 AND contact_group = $2",
        args![account, group],
    )?;
    for contact in contacts {
        tx.execute(
            "INSERT INTO arms_group_contact (account, contact_group, contact) VALUES ($1, $2, $3)
             ON CONFLICT (account, contact_group, contact) DO NOTHING",
            args![account, group, *contact],
        )?;
    }
    Ok(())
}

/// Deletes a group. Its contacts stay.
pub(in crate::arms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<()> {
    set_contacts(tx, account, id, &[])?;
    let gone = tx.execute(
        "DELETE FROM arms_contact_group WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, GROUP, gone)
}
