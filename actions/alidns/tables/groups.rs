//! Groups of domains, besides the default one.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE alidns_group (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (account, seq), UNIQUE (account, name)
    )";
pub(super) const BY_ID: &str = "CREATE UNIQUE INDEX alidns_group_id ON alidns_group (account, id)";

const KIND: &str = "alidns_group";

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Group {
    pub(in crate::alidns) id: String,
    pub(in crate::alidns) name: String,
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group { id: row.text(0)?, name: row.text(1)? })
}

/// Adds a group.
pub(in crate::alidns) fn add(tx: &mut dyn Tx, account: &str, it: &Group) -> Result<()> {
    let seq = store::tally_add(tx, account, KIND)?;
    tx.execute(
        "INSERT INTO alidns_group (account, seq, id, name) VALUES ($1, $2, $3, $4)",
        args![account, seq, &it.id, &it.name],
    )?;
    Ok(())
}

/// The group of this id.
pub(in crate::alidns) fn group(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Option<Group>> {
    tx.row(
        "SELECT id, name FROM alidns_group WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// The group of this name.
pub(in crate::alidns) fn named(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
) -> Result<Option<Group>> {
    tx.row(
        "SELECT id, name FROM alidns_group WHERE account = $1 AND name = $2",
        args![account, name],
        read,
    )
}

/// Gives a group another name.
pub(in crate::alidns) fn rename(tx: &mut dyn Tx, account: &str, it: &Group) -> Result<()> {
    tx.execute(
        "UPDATE alidns_group SET name = $1 WHERE account = $2 AND id = $3",
        args![&it.name, account, &it.id],
    )?;
    Ok(())
}

/// Deletes a group.
pub(in crate::alidns) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<()> {
    let gone =
        tx.execute("DELETE FROM alidns_group WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, KIND, gone)
}

/// The groups whose names are like this, the oldest first.
pub(in crate::alidns) fn list(
    tx: &mut dyn Tx,
    account: &str,
    like: Option<&str>,
) -> Result<Vec<Group>> {
    tx.rows(
        "SELECT id, name FROM alidns_group WHERE account = $1
         AND (CAST($2 AS TEXT) IS NULL OR LOWER(name) LIKE $2 ESCAPE '!') ORDER BY seq",
        args![account, like],
        read,
    )
}
