//! Addresses that mail is sent from.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Secret, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(super) const TABLE: &str = "CREATE TABLE dm_address (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, domain BIGINT NOT NULL,
        name TEXT NOT NULL, send_type TEXT NOT NULL, reply TEXT, reply_confirmed BIGINT NOT NULL,
        password_digest TEXT, frozen BIGINT NOT NULL, made BIGINT NOT NULL, UNIQUE (region, name),
        FOREIGN KEY (domain) REFERENCES dm_domain
    )";
pub(super) const BY_OWNER: &str =
    "CREATE INDEX dm_address_owner ON dm_address (region, account, id)";
pub(super) const BY_NAME: &str = "CREATE INDEX dm_address_name ON dm_address (name)";
pub(super) const BY_DOMAIN: &str = "CREATE INDEX dm_address_domain ON dm_address (domain)";

const ADDRESS: IdSequence = IdSequence::new("dm_address", 126_545);

macro_rules! addresses {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, domain, name, send_type, reply, reply_confirmed, password_digest, frozen, made, account, region
             FROM dm_address ",
            $($rest),+
        )
    };
}

/// An address that mail is sent from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Address {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    /// The id of its domain.
    pub(in crate::dm) domain: i64,
    pub(in crate::dm) name: String,
    /// `batch` or `trigger`.
    pub(in crate::dm) send_type: String,
    /// Where answers go.
    pub(in crate::dm) reply: Option<String>,
    pub(in crate::dm) reply_confirmed: bool,
    /// The digest of its password at the SMTP server.
    pub(in crate::dm) password_digest: Option<String>,
    pub(in crate::dm) frozen: bool,
    pub(in crate::dm) made: i64,
    pub(in crate::dm) account: String,
    pub(in crate::dm) region: String,
}

impl Address {
    /// Who has it.
    pub(in crate::dm) fn owner(&self) -> Owner<'_> {
        Owner::at(&self.account, &self.region)
    }
}

/// The owner's address of this id.
pub(in crate::dm) fn address(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Address>> {
    tx.row(
        addresses!("WHERE id = $1 AND region = $2 AND account = $3"),
        args![id, owner.region, owner.account],
        read,
    )
}

/// The address of this name in a region, whoever has it.
pub(in crate::dm) fn named(tx: &mut dyn Tx, region: &str, name: &str) -> Result<Option<Address>> {
    tx.row(addresses!("WHERE region = $1 AND name = $2"), args![region, name], read)
}

/// The addresses of this name: one in each region at most.
pub(in crate::dm) fn everywhere(tx: &mut dyn Tx, name: &str) -> Result<Vec<Address>> {
    tx.rows(addresses!("WHERE name = $1 ORDER BY id"), args![name], read)
}

/// Whether a domain has addresses.
pub(in crate::dm) fn has(tx: &mut dyn Tx, domain: i64) -> Result<bool> {
    let found =
        tx.row("SELECT id FROM dm_address WHERE domain = $1 LIMIT 1", args![domain], |row| {
            row.int(0)
        })?;
    Ok(found.is_some())
}

/// Inserts or updates an address. A new one gets the next id.
pub(in crate::dm) fn put(tx: &mut dyn Tx, owner: Owner<'_>, a: &mut Address) -> Result<()> {
    if a.id == 0 {
        a.id = ADDRESS.add(tx, owner)?;
    }
    tx.execute(
        "INSERT INTO dm_address (id, region, account, domain, name, send_type, reply, reply_confirmed,
         password_digest, frozen, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET reply = excluded.reply, reply_confirmed = excluded.reply_confirmed,
         password_digest = excluded.password_digest, frozen = excluded.frozen",
        args![
            a.id,
            owner.region,
            owner.account,
            a.domain,
            &a.name,
            &a.send_type,
            &a.reply,
            a.reply_confirmed,
            Secret(&a.password_digest),
            a.frozen,
            a.made,
        ],
    )?;
    Ok(())
}

/// Deletes it.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<()> {
    let gone = tx.execute("DELETE FROM dm_address WHERE id = $1", args![id])?;
    ADDRESS.sub(tx, owner, gone)
}

/// How many the owner has.
pub(in crate::dm) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    ADDRESS.count(tx, owner)
}

const LIST: FilteredList = filtered!(
    addresses,
    "dm_address ",
    "WHERE region = $1 AND account = $2 AND (CAST($3 AS TEXT) IS NULL OR name LIKE $3 ESCAPE '!')
     AND (CAST($4 AS TEXT) IS NULL OR send_type = $4) ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the addresses, newest first, and the total. `like` is a
/// [pattern](crate::shared::filters::pattern).
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (like, send_type): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Address>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like, send_type], None, page, read)
}

fn read(row: &Row<'_>) -> Result<Address> {
    Ok(Address {
        id: row.int(0)?,
        domain: row.int(1)?,
        name: row.text(2)?,
        send_type: row.text(3)?,
        reply: row.opt_text(4)?,
        reply_confirmed: row.flag(5)?,
        password_digest: row.opt_text(6)?,
        frozen: row.flag(7)?,
        made: row.int(8)?,
        account: row.text(9)?,
        region: row.text(10)?,
    })
}
