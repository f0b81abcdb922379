//! Aliases of keys.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_alias (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, target TEXT NOT NULL,
        PRIMARY KEY (account, region, seq)
    )";
pub(super) const BY_NAME: &str =
    "CREATE UNIQUE INDEX kms_alias_name ON kms_alias (account, region, name)";
pub(super) const BY_KEY: &str = "CREATE INDEX kms_alias_target ON kms_alias (target, seq)";

const KIND: &str = "kms_alias";

/// An alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct Alias {
    /// With its prefix: `alias/example`.
    pub(in crate::kms) name: String,
    /// The id of its key.
    pub(in crate::kms) key: String,
}

fn read(row: &Row<'_>) -> Result<Alias> {
    Ok(Alias { name: row.text(0)?, key: row.text(1)? })
}

/// Adds an alias.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &Alias) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_alias (account, region, seq, name, target) VALUES ($1, $2, $3, $4, $5)",
        args![place.account, place.region, seq, &it.name, &it.key],
    )?;
    Ok(())
}

/// The alias of this name.
pub(in crate::kms) fn alias(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<Alias>> {
    tx.row(
        "SELECT name, target FROM kms_alias WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// Leads an alias to another key.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &Alias) -> Result<()> {
    tx.execute(
        "UPDATE kms_alias SET target = $1 WHERE account = $2 AND region = $3 AND name = $4",
        args![&it.key, place.account, place.region, &it.name],
    )?;
    Ok(())
}

/// A page of all aliases, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<Alias>, i64)> {
    let found = tx.rows(
        "SELECT name, target FROM kms_alias WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        read,
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// The aliases of a key, the oldest first.
pub(in crate::kms) fn of(tx: &mut dyn Tx, key: &str) -> Result<Vec<Alias>> {
    tx.rows("SELECT name, target FROM kms_alias WHERE target = $1 ORDER BY seq", args![key], read)
}

/// Deletes an alias.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, name: &str) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM kms_alias WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)
}

/// Deletes the aliases of a key.
pub(in crate::kms) fn delete_of(tx: &mut dyn Tx, place: Place<'_>, key: &str) -> Result<()> {
    let gone = tx.execute("DELETE FROM kms_alias WHERE target = $1", args![key])?;
    store::tally_sub(tx, &place.joined(), KIND, gone)
}
