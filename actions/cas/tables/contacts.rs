//! Contacts for certificate notices.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Secret, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// email_key and mobile_key are compared for uniqueness within an account. A status is 1 once the
// value is confirmed. webhooks is a JSON array. search is the text that keywords are matched with.
pub(super) const CONTACT_TABLE: &str = "CREATE TABLE cas_contact (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, id BIGINT NOT NULL, name TEXT NOT NULL,
        mobile TEXT NOT NULL, mobile_key TEXT NOT NULL, mobile_status BIGINT NOT NULL,
        email TEXT, email_key TEXT, email_status BIGINT NOT NULL, id_card TEXT,
        webhooks TEXT NOT NULL, search TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (site, account, id), UNIQUE (site, account, email_key),
        UNIQUE (site, account, mobile_key)
    )";
// Superseded: its rows are in the shared table of links.
pub(super) const LINK_TABLE: &str = "CREATE TABLE cas_contact_link (
        token TEXT NOT NULL PRIMARY KEY, site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL,
        contact BIGINT NOT NULL, channel TEXT NOT NULL, value TEXT NOT NULL, made BIGINT NOT NULL,
        UNIQUE (site, account, contact, channel),
        FOREIGN KEY (site, account, contact) REFERENCES cas_contact ON DELETE CASCADE
    )";

pub(super) const MOVE_LINKS: &str = "INSERT INTO verification (product, account, subject, channel, slot, token, value, made, expires)
    SELECT 'cas', account, site || '/' || CAST(contact AS TEXT),
    CASE channel WHEN 'Mobile' THEN 'sms' ELSE 'mail' END, '', token, value, made,
    made + 86400000 FROM cas_contact_link";
pub(super) const DROP_LINK_TABLE: &str = "DROP TABLE cas_contact_link";

const CONTACT: IdSequence = IdSequence::new("cas_contact", 1_352_570);

macro_rules! contacts {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, name, mobile, mobile_key, mobile_status, email, email_key, email_status,
             id_card, webhooks, made FROM cas_contact WHERE site = $1 AND account = $2 ",
            $($rest),+
        )
    };
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Contact {
    /// 0 until it is stored.
    pub(in crate::cas) id: i64,
    pub(in crate::cas) name: String,
    pub(in crate::cas) mobile: String,
    pub(in crate::cas) mobile_key: String,
    pub(in crate::cas) mobile_confirmed: bool,
    pub(in crate::cas) email: Option<String>,
    pub(in crate::cas) email_key: Option<String>,
    pub(in crate::cas) email_confirmed: bool,
    pub(in crate::cas) id_card: Option<String>,
    /// A JSON array.
    pub(in crate::cas) webhooks: String,
    pub(in crate::cas) made: i64,
}

/// The contact of this id.
pub(in crate::cas) fn contact(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Contact>> {
    tx.row(contacts!("AND id = $3"), args![owner.site, owner.account, id], read)
}

/// The newest contact, the default of applications.
pub(in crate::cas) fn newest(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Option<Contact>> {
    tx.row(contacts!("ORDER BY id DESC LIMIT 1"), args![owner.site, owner.account], read)
}

/// Whether another contact than `but` has this address.
pub(in crate::cas) fn has_email(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    key: &str,
    but: i64,
) -> Result<bool> {
    let found = tx.row(
        "SELECT id FROM cas_contact WHERE site = $1 AND account = $2 AND email_key = $3",
        args![owner.site, owner.account, key],
        |row| row.int(0),
    )?;
    Ok(found.is_some_and(|id| id != but))
}

/// Whether another contact than `but` has this number.
pub(in crate::cas) fn has_mobile(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    key: &str,
    but: i64,
) -> Result<bool> {
    let found = tx.row(
        "SELECT id FROM cas_contact WHERE site = $1 AND account = $2 AND mobile_key = $3",
        args![owner.site, owner.account, key],
        |row| row.int(0),
    )?;
    Ok(found.is_some_and(|id| id != but))
}

/// Inserts or updates a contact. A new one gets the next id.
pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, c: &mut Contact) -> Result<()> {
    if c.id == 0 {
        c.id = CONTACT.add(tx, owner)?;
    }
    let email = c.email.as_deref().unwrap_or_default();
    let search = format!("{}\n{email}\n{}\n{}", c.name, c.mobile, c.mobile_key).to_lowercase();
    tx.execute(
        "INSERT INTO cas_contact (site, account, id, name, mobile, mobile_key, mobile_status, email,
         email_key, email_status, id_card, webhooks, search, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (site, account, id) DO UPDATE SET name = excluded.name,
         mobile = excluded.mobile, mobile_key = excluded.mobile_key,
         mobile_status = excluded.mobile_status, email = excluded.email,
         email_key = excluded.email_key, email_status = excluded.email_status,
         id_card = excluded.id_card, webhooks = excluded.webhooks, search = excluded.search",
        args![
            owner.site,
            owner.account,
            c.id,
            &c.name,
            &c.mobile,
            &c.mobile_key,
            c.mobile_confirmed,
            &c.email,
            &c.email_key,
            c.email_confirmed,
            &c.id_card,
            Secret(&c.webhooks),
            search,
            c.made,
        ],
    )?;
    Ok(())
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_contact WHERE site = $1 AND account = $2 AND id = $3",
        args![owner.site, owner.account, id],
    )?;
    CONTACT.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

const LIST: FilteredList = filtered!(
    contacts,
    "cas_contact WHERE site = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR search LIKE $3 ESCAPE '!') ",
    "ORDER BY id DESC LIMIT $4 OFFSET $5"
);

/// One page of the contacts, newest first, and the total. `like` is a
/// [`pattern`](crate::shared::filters::pattern).
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    like: Option<&str>,
    page: Page,
) -> Result<(Vec<Contact>, i64)> {
    let unfiltered_total = if like.is_none() { Some(CONTACT.count(tx, owner)?) } else { None };
    LIST.list(tx, args![owner.site, owner.account, like], unfiltered_total, page, read)
}

fn read(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact {
        id: row.int(0)?,
        name: row.text(1)?,
        mobile: row.text(2)?,
        mobile_key: row.text(3)?,
        mobile_confirmed: row.flag(4)?,
        email: row.opt_text(5)?,
        email_key: row.opt_text(6)?,
        email_confirmed: row.flag(7)?,
        id_card: row.opt_text(8)?,
        webhooks: row.text(9)?,
        made: row.int(10)?,
    })
}
