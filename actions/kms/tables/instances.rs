//! Instances. What can be said of one beside its id is a JSON document.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_instance (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        state TEXT NOT NULL, detail TEXT NOT NULL,
        PRIMARY KEY (account, region, seq), UNIQUE (account, region, name)
    )";

const KIND: &str = "kms_instance";

/// An instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct Instance {
    pub(in crate::kms) name: String,
    pub(in crate::kms) state: String,
    pub(in crate::kms) detail: String,
}

fn read(row: &Row<'_>) -> Result<Instance> {
    Ok(Instance { name: row.text(0)?, state: row.text(1)?, detail: row.text(2)? })
}

/// Adds an instance.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &Instance) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_instance (account, region, seq, name, state, detail) VALUES ($1, $2, $3, $4, $5, $6)",
        args![place.account, place.region, seq, &it.name, &it.state, &it.detail],
    )?;
    Ok(())
}

/// Changes an instance.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &Instance) -> Result<()> {
    tx.execute(
        "UPDATE kms_instance SET state = $1, detail = $2 WHERE account = $3 AND region = $4 AND name = $5",
        args![&it.state, &it.detail, place.account, place.region, &it.name],
    )?;
    Ok(())
}

/// The one of this name.
pub(in crate::kms) fn named(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<Instance>> {
    tx.row(
        "SELECT name, state, detail FROM kms_instance WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// A page of them, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<Instance>, i64)> {
    let found = tx.rows(
        "SELECT name, state, detail FROM kms_instance WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        read,
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// Deletes the one of this name, and answers whether there was one.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM kms_instance WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)?;
    Ok(gone > 0)
}
