//! Lists of recipients, and who is on them.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(super) const TABLE: &str = "CREATE TABLE dm_receiver (
        id TEXT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, seq BIGINT NOT NULL,
        name TEXT NOT NULL, alias TEXT NOT NULL, about TEXT NOT NULL, members BIGINT NOT NULL, made BIGINT NOT NULL,
        UNIQUE (region, account, name), UNIQUE (region, account, alias)
    )";
pub(super) const BY_OWNER: &str =
    "CREATE INDEX dm_receiver_owner ON dm_receiver (region, account, seq)";
// fields is a JSON object of texts.
pub(super) const DETAIL_TABLE: &str = "CREATE TABLE dm_receiver_detail (
        receiver TEXT NOT NULL, email TEXT NOT NULL COLLATE \"C\", fields TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (receiver, email), FOREIGN KEY (receiver) REFERENCES dm_receiver ON DELETE CASCADE
    )";

const RECEIVER: IdSequence = IdSequence::new("dm_receiver", 1);

macro_rules! receivers {
    ($($rest:literal),+) => {
        concat!("SELECT id, name, alias, about, members, made FROM dm_receiver ", $($rest),+)
    };
}

/// A list of recipients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Receiver {
    /// 32 hexadecimal digits.
    pub(in crate::dm) id: String,
    pub(in crate::dm) name: String,
    /// An address that stands for the list.
    pub(in crate::dm) alias: String,
    pub(in crate::dm) about: String,
    /// How many are on it.
    pub(in crate::dm) members: i64,
    pub(in crate::dm) made: i64,
}

/// A recipient of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Member {
    pub(in crate::dm) email: String,
    /// A JSON object.
    pub(in crate::dm) fields: String,
    pub(in crate::dm) made: i64,
}

/// The owner's list of this id.
pub(in crate::dm) fn receiver(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: &str,
) -> Result<Option<Receiver>> {
    tx.row(
        receivers!("WHERE id = $1 AND region = $2 AND account = $3"),
        args![id, owner.region, owner.account],
        read,
    )
}

/// The owner's list of this name.
pub(in crate::dm) fn named(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    name: &str,
) -> Result<Option<Receiver>> {
    tx.row(
        receivers!("WHERE region = $1 AND account = $2 AND name = $3"),
        args![owner.region, owner.account, name],
        read,
    )
}

/// Whether the owner has a list with this alias.
pub(in crate::dm) fn has_alias(tx: &mut dyn Tx, owner: Owner<'_>, alias: &str) -> Result<bool> {
    let found = tx.row(
        receivers!("WHERE region = $1 AND account = $2 AND alias = $3"),
        args![owner.region, owner.account, alias],
        read,
    )?;
    Ok(found.is_some())
}

/// Inserts a list.
pub(in crate::dm) fn add(tx: &mut dyn Tx, owner: Owner<'_>, it: &Receiver) -> Result<()> {
    let seq = RECEIVER.add(tx, owner)?;
    tx.execute(
        "INSERT INTO dm_receiver (id, region, account, seq, name, alias, about, members, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)",
        args![
            &*it.id,
            owner.region,
            owner.account,
            seq,
            &*it.name,
            &*it.alias,
            &*it.about,
            it.made
        ],
    )?;
    Ok(())
}

/// Deletes a list with all on it. Returns whether it existed.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM dm_receiver WHERE id = $1 AND region = $2 AND account = $3",
        args![id, owner.region, owner.account],
    )?;
    RECEIVER.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

/// How many the owner has.
pub(in crate::dm) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    RECEIVER.count(tx, owner)
}

const LIST: FilteredList = filtered!(
    receivers,
    "dm_receiver ",
    "WHERE region = $1 AND account = $2 AND (CAST($3 AS TEXT) IS NULL OR LOWER(name) LIKE $3 ESCAPE '!') ",
    "ORDER BY seq DESC LIMIT $4 OFFSET $5"
);

/// One page of the lists, newest first, and the total. `like` is a [pattern](crate::shared::filters::pattern).
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    like: Option<&str>,
    page: Page,
) -> Result<(Vec<Receiver>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like], None, page, read)
}

/// Puts somebody on a list. Returns whether they were not there.
pub(in crate::dm) fn add_member(tx: &mut dyn Tx, receiver: &str, it: &Member) -> Result<bool> {
    let new = tx.execute(
        "INSERT INTO dm_receiver_detail (receiver, email, fields, made) VALUES ($1, $2, $3, $4)
         ON CONFLICT (receiver, email) DO NOTHING",
        args![receiver, &*it.email, &*it.fields, it.made],
    )?;
    if new > 0 {
        tx.execute("UPDATE dm_receiver SET members = members + 1 WHERE id = $1", args![receiver])?;
    }
    Ok(new > 0)
}

/// Takes somebody, or everybody, off a list.
pub(in crate::dm) fn delete_members(
    tx: &mut dyn Tx,
    receiver: &str,
    email: Option<&str>,
) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM dm_receiver_detail WHERE receiver = $1 AND (CAST($2 AS TEXT) IS NULL OR email = $2)",
        args![receiver, email],
    )?;
    tx.execute(
        "UPDATE dm_receiver SET members = members - $1 WHERE id = $2",
        args![i64::try_from(gone).unwrap_or(0), receiver],
    )?;
    Ok(())
}

/// Those on a list, by address, at most `most`: after the address `after`, and with what matches `like` in their address.
pub(in crate::dm) fn members(
    tx: &mut dyn Tx,
    receiver: &str,
    (after, like): (&str, Option<&str>),
    most: i64,
) -> Result<Vec<Member>> {
    tx.rows(
        "SELECT email, fields, made FROM dm_receiver_detail WHERE receiver = $1 AND email > $2
         AND (CAST($3 AS TEXT) IS NULL OR LOWER(email) LIKE $3 ESCAPE '!') ORDER BY email LIMIT $4",
        args![receiver, after, like, most],
        |row| Ok(Member { email: row.text(0)?, fields: row.text(1)?, made: row.int(2)? }),
    )
}

fn read(row: &Row<'_>) -> Result<Receiver> {
    Ok(Receiver {
        id: row.text(0)?,
        name: row.text(1)?,
        alias: row.text(2)?,
        about: row.text(3)?,
        members: row.int(4)?,
        made: row.int(5)?,
    })
}
