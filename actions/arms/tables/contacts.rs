//! Contacts: one row for both generations of the API, each of which has an id of its own.
//!
//! Assumed: which numbers the two ids of a contact are.

use crate::{
    args,
    arms::{
        policies::notified::Notified,
        tables::{legacy_ids::OF_CONTACTS, policies, webhooks},
    },
    ports::store::{self, Result, Row, Secret, Tx},
    request::page::Page,
    shared::phones,
};

// phone_key is the number as phones::normalized has it, and mail_key the address in small letters.
pub(crate) const TABLE: &str = "CREATE TABLE arms_contact (
        account TEXT NOT NULL, id BIGINT NOT NULL, legacy BIGINT NOT NULL,
        name TEXT NOT NULL, phone TEXT, phone_key TEXT, mail TEXT, mail_key TEXT, ding TEXT NOT NULL,
        phone_verified BIGINT NOT NULL, mail_verified BIGINT NOT NULL, reissue BIGINT NOT NULL,
        corp_user TEXT NOT NULL, system_notices BIGINT NOT NULL, resource_group TEXT NOT NULL,
        made BIGINT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(crate) const BY_LEGACY_ID: &str =
    "CREATE UNIQUE INDEX arms_contact_legacy ON arms_contact (account, legacy)";
pub(crate) const BY_PHONE: &str =
    "CREATE UNIQUE INDEX arms_contact_phone ON arms_contact (account, phone_key)";
pub(crate) const BY_MAIL: &str =
    "CREATE UNIQUE INDEX arms_contact_mail ON arms_contact (account, mail_key)";

/// What the tally counts: the contacts of an account.
const CONTACT: &str = "arms_contact";

/// A contact of alerts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contact {
    /// Its id in the alert-management actions: less than 16,777,216, since clients read it as a float.
    pub(crate) id: i64,
    /// Its id in the former actions.
    pub(crate) legacy: i64,
    pub(crate) name: String,
    pub(crate) phone: Option<String>,
    pub(crate) mail: Option<String>,
    /// The webhook of a DingTalk chatbot; empty for none.
    pub(crate) ding: String,
    pub(crate) phone_verified: bool,
    pub(crate) mail_verified: bool,
    /// What is done when nobody answers a phone call: 0 to 3.
    pub(crate) reissue: i64,
    /// The id in DingTalk, Lark or WeCom; empty for none.
    pub(crate) corp_user: String,
    pub(crate) system_notices: bool,
    /// Empty for none.
    pub(crate) resource_group: String,
    /// Milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

macro_rules! select {
    ($($end:literal),+) => {
        concat!(
            "SELECT c.id, c.legacy, c.name, c.phone, c.mail, c.ding, c.phone_verified, c.mail_verified,
             c.reissue, c.corp_user, c.system_notices, c.resource_group, c.made, c.changed
             FROM arms_contact c ",
            $($end),+
        )
    };
}

fn read(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact {
        id: row.int(0)?,
        legacy: row.int(1)?,
        name: row.text(2)?,
        phone: row.opt_text(3)?,
        mail: row.opt_text(4)?,
        ding: row.text(5)?,
        phone_verified: row.flag(6)?,
        mail_verified: row.flag(7)?,
        reissue: row.int(8)?,
        corp_user: row.text(9)?,
        system_notices: row.flag(10)?,
        resource_group: row.text(11)?,
        made: row.int(12)?,
        changed: row.int(13)?,
    })
}

/// The contact of this id in the alert-management actions.
pub(crate) fn contact(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Contact>> {
    tx.row(select!("WHERE c.account = $1 AND c.id = $2"), args![account, id], read)
}

/// The contact of this id in the former actions.
pub(crate) fn by_legacy_id(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Contact>> {
    tx.row(select!("WHERE c.account = $1 AND c.legacy = $2"), args![account, id], read)
}

/// The contact with this phone number, however it is written.
pub(crate) fn by_phone(tx: &mut dyn Tx, account: &str, phone: &str) -> Result<Option<Contact>> {
    let key = phones::normalized(phone);
    tx.row(select!("WHERE c.account = $1 AND c.phone_key = $2"), args![account, &key], read)
}

/// The contact with this mail address, in capital or small letters.
pub(crate) fn by_mail(tx: &mut dyn Tx, account: &str, mail: &str) -> Result<Option<Contact>> {
    let key = mail.to_lowercase();
    tx.row(select!("WHERE c.account = $1 AND c.mail_key = $2"), args![account, &key], read)
}

/// All contacts of the account, newest first: there are at most as many as the quota allows.
pub(crate) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Contact>> {
    tx.rows(select!("WHERE c.account = $1 ORDER BY c.id DESC"), args![account], read)
}

/// A page of the contacts of the account, newest first, and how many it has.
pub(crate) fn page(tx: &mut dyn Tx, account: &str, page: Page) -> Result<(Vec<Contact>, i64)> {
    let (held, last) = store::tally_and_last(tx, account, CONTACT)?;
    let (first, skip) = page.start(held, last);
    let found = tx.rows(
        select!("WHERE c.account = $1 AND c.id <= $2 ORDER BY c.id DESC LIMIT $3 OFFSET $4"),
        args![account, first, page.size, skip],
        read,
    )?;
    Ok((found, held))
}

/// At most so many contacts whose ids in the former actions are not above `first`, newest first.
pub(crate) fn from_legacy_id(
    tx: &mut dyn Tx,
    account: &str,
    first: i64,
    most: i64,
) -> Result<Vec<Contact>> {
    tx.rows(
        select!("WHERE c.account = $1 AND c.legacy <= $2 ORDER BY c.legacy DESC LIMIT $3"),
        args![account, first, most],
        read,
    )
}

/// The contacts of a group, oldest first.
pub(crate) fn of_group(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Vec<Contact>> {
    tx.rows(
        select!(
            "JOIN arms_group_contact m ON m.account = c.account AND m.contact = c.id
             WHERE m.account = $1 AND m.contact_group = $2 ORDER BY c.id"
        ),
        args![account, group],
        read,
    )
}

/// How many contacts the account has.
pub(crate) fn count(tx: &mut dyn Tx, account: &str) -> Result<i64> {
    store::tally(tx, account, CONTACT)
}

/// Where a page of the contacts and webhook contacts starts in the list by their ids in the former actions: as
/// [`Page::start`], and how many there are of both.
pub(crate) fn legacy_start(tx: &mut dyn Tx, account: &str, page: Page) -> Result<(i64, i64, i64)> {
    let held = count(tx, account)? + webhooks::count(tx, account)?;
    let (first, skip) = OF_CONTACTS.start(tx, account, page, held)?;
    Ok((first, skip, held))
}

/// Adds a contact, and gives it its two ids.
pub(crate) fn add(tx: &mut dyn Tx, account: &str, contact: &mut Contact) -> Result<()> {
    contact.id = store::tally_add(tx, account, CONTACT)?;
    contact.legacy = OF_CONTACTS.next(tx, account)?;
    put(tx, account, contact)
}

/// Writes a contact: a new one, or what may change of one that there is.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, contact: &Contact) -> Result<()> {
    let c = contact;
    let phone_key = c.phone.as_deref().map(phones::normalized);
    let mail_key = c.mail.as_deref().map(str::to_lowercase);
    tx.execute(
        "INSERT INTO arms_contact (account, id, legacy, name, phone, phone_key, mail, mail_key,
         ding, phone_verified, mail_verified, reissue, corp_user, system_notices, resource_group,
         made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, phone = excluded.phone,
         phone_key = excluded.phone_key, mail = excluded.mail, mail_key = excluded.mail_key,
         ding = excluded.ding, phone_verified = excluded.phone_verified,
         mail_verified = excluded.mail_verified, reissue = excluded.reissue,
         corp_user = excluded.corp_user, system_notices = excluded.system_notices,
         resource_group = excluded.resource_group, changed = excluded.changed",
        args![
            account,
            c.id,
            c.legacy,
            &c.name,
            c.phone.as_deref(),
            phone_key.as_deref(),
            c.mail.as_deref(),
            mail_key.as_deref(),
            Secret(&c.ding),
            c.phone_verified,
            c.mail_verified,
            c.reissue,
            &c.corp_user,
            c.system_notices,
            &c.resource_group,
            c.made,
            c.changed,
        ],
    )?;
    Ok(())
}

/// Gives a contact that was added last other ids, which no other has.
pub(in crate::arms) fn renumber(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
    (new, legacy): (i64, i64),
) -> Result<()> {
    let update = "UPDATE arms_contact SET id = $1 WHERE account = $2 AND id = $3";
    store::renumber(tx, account, CONTACT, update, (id, new))?;
    let update = "UPDATE arms_contact SET legacy = $1 WHERE account = $2 AND id = $3";
    OF_CONTACTS.give(tx, account, update, (new, legacy))
}

/// Deletes a contact, which leaves all groups and policies (assumed).
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<()> {
    let Some(Contact { legacy, .. }) = contact(tx, account, id)? else { return Ok(()) };
    policies::stop_notifying(tx, account, Notified::Contact { id, legacy })?;
    tx.execute(
        "DELETE FROM arms_group_contact WHERE account = $1 AND contact = $2",
        args![account, id],
    )?;
    let gone =
        tx.execute("DELETE FROM arms_contact WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, CONTACT, gone)
}
