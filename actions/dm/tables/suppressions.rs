//! Addresses that get no more mail: those that bounced, and those that the account has named.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// kind is user or system; bounced is 0 for an address that never did.
pub(super) const TABLE: &str = "CREATE TABLE dm_suppression (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, address TEXT NOT NULL,
        kind TEXT NOT NULL, made BIGINT NOT NULL, bounced BIGINT NOT NULL, UNIQUE (region, account, address)
    )";
pub(super) const BY_OWNER: &str =
    "CREATE INDEX dm_suppression_owner ON dm_suppression (region, account, id)";

const SUPPRESSION: IdSequence = IdSequence::new("dm_suppression", 59_511);

macro_rules! suppressions {
    ($($rest:literal),+) => {
        concat!("SELECT id, address, kind, made, bounced FROM dm_suppression WHERE region = $1 AND account = $2 ", $($rest),+)
    };
}

/// An address that gets no more mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Suppression {
    pub(in crate::dm) id: i64,
    pub(in crate::dm) address: String,
    /// `user` or `system`.
    pub(in crate::dm) kind: String,
    pub(in crate::dm) made: i64,
    /// When mail to it last came back; 0 for never.
    pub(in crate::dm) bounced: i64,
}

/// The entry of an address.
pub(in crate::dm) fn find(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    address: &str,
) -> Result<Option<Suppression>> {
    tx.row(suppressions!("AND address = $3"), args![owner.region, owner.account, address], read)
}

/// Adds an entry and returns its id. One that is there gets the time of the bounce.
pub(in crate::dm) fn add(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (address, kind): (&str, &str),
    (made, bounced): (i64, i64),
) -> Result<i64> {
    if let Some(found) = find(tx, owner, address)? {
        tx.execute(
            "UPDATE dm_suppression SET bounced = $1 WHERE id = $2",
            args![bounced, found.id],
        )?;
        return Ok(found.id);
    }
    let id = SUPPRESSION.add(tx, owner)?;
    tx.execute(
        "INSERT INTO dm_suppression (id, region, account, address, kind, made, bounced)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, owner.region, owner.account, address, kind, made, bounced],
    )?;
    Ok(id)
}

/// Removes an entry. Returns whether it existed.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM dm_suppression WHERE id = $1 AND region = $2 AND account = $3",
        args![id, owner.region, owner.account],
    )?;
    SUPPRESSION.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

/// Which entries to list, from the first time and before the second.
#[derive(Clone, Copy, Debug)]
pub(in crate::dm) struct Filter<'a> {
    /// A [pattern](crate::shared::filters::pattern).
    pub(in crate::dm) like: Option<&'a str>,
    pub(in crate::dm) made: (i64, i64),
    pub(in crate::dm) bounced: (i64, i64),
}

const LIST: FilteredList = filtered!(
    suppressions,
    "dm_suppression WHERE region = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR LOWER(address) LIKE $3 ESCAPE '!')
     AND made >= $4 AND made < $5 AND bounced >= $6 AND bounced < $7 ",
    "ORDER BY id DESC LIMIT $8 OFFSET $9"
);

/// One page of the entries, newest first, and the total.
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
    page: Page,
) -> Result<(Vec<Suppression>, i64)> {
    let Filter { like, made, bounced } = *filter;
    let args = args![owner.region, owner.account, like, made.0, made.1, bounced.0, bounced.1];
    LIST.list(tx, args, None, page, read)
}

fn read(row: &Row<'_>) -> Result<Suppression> {
    Ok(Suppression {
        id: row.int(0)?,
        address: row.text(1)?,
        kind: row.text(2)?,
        made: row.int(3)?,
        bounced: row.int(4)?,
    })
}
