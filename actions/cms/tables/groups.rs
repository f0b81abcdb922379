//! Groups, and the contacts that are in them.

use super::contacts::{Contact, read_contact};
use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
};

/// The tally of groups.
const GROUP: &str = "cms_group";

#[derive(Clone, Debug)]
pub(in crate::cms) struct Group {
    /// Its sequence number in the account; 0 until it is stored.
    pub(in crate::cms) seq: i64,
    pub(in crate::cms) name: String,
    pub(in crate::cms) about: String,
    pub(in crate::cms) subscribed: bool,
    pub(in crate::cms) made: i64,
    pub(in crate::cms) changed: i64,
}

/// The group names of the contacts with sequence numbers `first` to `last`, each with the contact's
/// number.
pub(in crate::cms) fn groups_of(
    tx: &mut dyn Tx,
    account: &str,
    first: i64,
    last: i64,
) -> Result<Vec<(i64, String)>> {
    tx.rows(
        "SELECT m.contact, g.name FROM cms_member m
         JOIN cms_group g ON g.account = m.account AND g.seq = m.grp
         WHERE m.account = $1 AND m.contact BETWEEN $2 AND $3 ORDER BY m.contact, m.grp",
        args![account, first, last],
        |row| Ok((row.int(0)?, row.text(1)?)),
    )
}

pub(in crate::cms) fn group(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<Group>> {
    tx.row(
        "SELECT seq, name, about, subscribed, made, changed FROM cms_group
         WHERE account = $1 AND name = $2",
        args![account, name],
        read_group,
    )
}

/// Inserts or updates a group. A new one gets the next number.
pub(in crate::cms) fn put_group(tx: &mut dyn Tx, account: &str, g: &mut Group) -> Result<()> {
    if g.seq == 0 {
        g.seq = store::tally_add(tx, account, GROUP)?;
    }
    tx.execute(
        "INSERT INTO cms_group (account, seq, name, about, subscribed, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, seq) DO UPDATE SET about = excluded.about,
         subscribed = excluded.subscribed, changed = excluded.changed",
        args![account, g.seq, &g.name, &g.about, g.subscribed, g.made, g.changed],
    )?;
    Ok(())
}

/// Sets `contacts`, in this order, as the only members of a group.
pub(in crate::cms) fn set_members(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    contacts: &[i64],
) -> Result<()> {
    tx.execute("DELETE FROM cms_member WHERE account = $1 AND grp = $2", args![account, group])?;
    for (place, contact) in (0..).zip(contacts) {
        tx.execute(
            "INSERT INTO cms_member (account, grp, place, contact) VALUES ($1, $2, $3, $4)",
            args![account, group, place, *contact],
        )?;
    }
    Ok(())
}

pub(in crate::cms) fn members(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Vec<Contact>> {
    tx.rows(
        "SELECT c.seq, c.name, c.about, c.lang, c.mail, c.mail_pending, c.sms, c.sms_pending,
         c.aliim, c.ding, c.made, c.changed FROM cms_member m
         JOIN cms_contact c ON c.account = m.account AND c.seq = m.contact
         WHERE m.account = $1 AND m.grp = $2 ORDER BY m.place",
        args![account, group],
        read_contact,
    )
}

pub(in crate::cms) fn member_names(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT c.name FROM cms_member m
         JOIN cms_contact c ON c.account = m.account AND c.seq = m.contact
         WHERE m.account = $1 AND m.grp = $2 ORDER BY m.place",
        args![account, group],
        |row| row.text(0),
    )
}

/// One page of the groups in creation order, and the total.
pub(in crate::cms) fn list_groups(
    tx: &mut dyn Tx,
    account: &str,
    page: Page,
) -> Result<(Vec<Group>, i64)> {
    let total = store::tally(tx, account, GROUP)?;
    let found = tx.rows(
        "SELECT seq, name, about, subscribed, made, changed FROM cms_group
         WHERE account = $1 ORDER BY seq LIMIT $2 OFFSET $3",
        args![account, page.size, page.skip()],
        read_group,
    )?;
    Ok((found, total))
}

/// Deletes it. Returns whether it existed. Its contacts are kept.
pub(in crate::cms) fn delete_group(tx: &mut dyn Tx, account: &str, name: &str) -> Result<bool> {
    let deleted =
        tx.execute("DELETE FROM cms_group WHERE account = $1 AND name = $2", args![account, name])?;
    if deleted > 0 {
        store::tally_sub(tx, account, GROUP, deleted)?;
    }
    Ok(deleted > 0)
}

fn read_group(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        seq: row.int(0)?,
        name: row.text(1)?,
        about: row.text(2)?,
        subscribed: row.flag(3)?,
        made: row.int(4)?,
        changed: row.int(5)?,
    })
}
