//! Versions of keys, with their sealed material.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_key_version (
        id TEXT NOT NULL PRIMARY KEY, parent TEXT NOT NULL, seq BIGINT NOT NULL, made BIGINT NOT NULL, material TEXT NOT NULL
    )";
pub(super) const BY_KEY: &str =
    "CREATE UNIQUE INDEX kms_key_version_key ON kms_key_version (parent, seq)";

const KIND: &str = "kms_key_version";

/// A version of a key.
#[derive(Clone, Debug)]
pub(in crate::kms) struct KeyVersion {
    pub(in crate::kms) id: String,
    /// The id of its key.
    pub(in crate::kms) key: String,
    pub(in crate::kms) made: i64,
    /// Its material, sealed; empty if that was deleted.
    pub(in crate::kms) material: String,
}

fn read(row: &Row<'_>) -> Result<KeyVersion> {
    Ok(KeyVersion {
        id: row.text(0)?,
        key: row.text(1)?,
        made: row.int(2)?,
        material: row.text(3)?,
    })
}

/// Adds a version.
pub(in crate::kms) fn add(tx: &mut dyn Tx, it: &KeyVersion) -> Result<()> {
    let seq = store::tally_add(tx, &it.key, KIND)?;
    tx.execute(
        "INSERT INTO kms_key_version (id, parent, seq, made, material) VALUES ($1, $2, $3, $4, $5)",
        args![&it.id, &it.key, seq, it.made, &it.material],
    )?;
    Ok(())
}

/// The version of this id.
pub(in crate::kms) fn version(tx: &mut dyn Tx, id: &str) -> Result<Option<KeyVersion>> {
    tx.row("SELECT id, parent, made, material FROM kms_key_version WHERE id = $1", args![id], read)
}

/// Gives a version other material, or none where it is empty.
pub(in crate::kms) fn set_material(tx: &mut dyn Tx, id: &str, material: &str) -> Result<()> {
    tx.execute("UPDATE kms_key_version SET material = $1 WHERE id = $2", args![material, id])?;
    Ok(())
}

/// A page of the versions of a key, the newest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    key: &str,
    (skip, size): (i64, i64),
) -> Result<(Vec<KeyVersion>, i64)> {
    let found = tx.rows(
        "SELECT id, parent, made, material FROM kms_key_version WHERE parent = $1
         ORDER BY seq DESC LIMIT $2 OFFSET $3",
        args![key, size, skip],
        read,
    )?;
    Ok((found, count(tx, key)?))
}

/// How many versions a key has.
pub(in crate::kms) fn count(tx: &mut dyn Tx, key: &str) -> Result<i64> {
    store::tally(tx, key, KIND)
}

/// Deletes the versions of a key.
pub(in crate::kms) fn delete_of(tx: &mut dyn Tx, key: &str) -> Result<()> {
    tx.execute("DELETE FROM kms_key_version WHERE parent = $1", args![key])?;
    store::tally_delete(tx, key, KIND)
}
