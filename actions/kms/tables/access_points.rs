//! Access points of applications.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_access_point (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        method TEXT NOT NULL, policies TEXT NOT NULL, description TEXT NOT NULL,
        PRIMARY KEY (account, region, seq), UNIQUE (account, region, name)
    )";

const KIND: &str = "kms_access_point";

/// An access point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct AccessPoint {
    pub(in crate::kms) name: String,
    pub(in crate::kms) method: String,
    pub(in crate::kms) policies: String,
    pub(in crate::kms) description: String,
}

fn read(row: &Row<'_>) -> Result<AccessPoint> {
    Ok(AccessPoint {
        name: row.text(0)?,
        method: row.text(1)?,
        policies: row.text(2)?,
        description: row.text(3)?,
    })
}

/// Adds an access point.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &AccessPoint) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_access_point (account, region, seq, name, method, policies, description) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![place.account, place.region, seq, &it.name, &it.method, &it.policies, &it.description],
    )?;
    Ok(())
}

/// Changes an access point.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &AccessPoint) -> Result<()> {
    tx.execute(
        "UPDATE kms_access_point SET method = $1, policies = $2, description = $3 WHERE account = $4 AND region = $5 AND name = $6",
        args![&it.method, &it.policies, &it.description, place.account, place.region, &it.name],
    )?;
    Ok(())
}

/// The one of this name.
pub(in crate::kms) fn named(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<AccessPoint>> {
    tx.row(
        "SELECT name, method, policies, description FROM kms_access_point WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// A page of them, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<AccessPoint>, i64)> {
    let found = tx.rows(
        "SELECT name, method, policies, description FROM kms_access_point WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        read,
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// Deletes the one of this name, and answers whether there was one.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM kms_access_point WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)?;
    Ok(gone > 0)
}
