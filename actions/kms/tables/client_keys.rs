//! Client keys of access points.

use crate::{
    args,
    kms::place::Place,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_client_key (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, point TEXT NOT NULL, made BIGINT NOT NULL,
        not_before BIGINT NOT NULL, not_after BIGINT NOT NULL, certificate TEXT NOT NULL
    )";
pub(super) const BY_POINT: &str =
    "CREATE INDEX kms_client_key_point ON kms_client_key (account, region, point, made)";

/// A client key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct ClientKey {
    pub(in crate::kms) id: String,
    /// Its access point.
    pub(in crate::kms) point: String,
    pub(in crate::kms) made: i64,
    pub(in crate::kms) not_before: i64,
    pub(in crate::kms) not_after: i64,
    /// In PEM.
    pub(in crate::kms) certificate: String,
}

fn read(row: &Row<'_>) -> Result<ClientKey> {
    Ok(ClientKey {
        id: row.text(0)?,
        point: row.text(1)?,
        made: row.int(2)?,
        not_before: row.int(3)?,
        not_after: row.int(4)?,
        certificate: row.text(5)?,
    })
}

/// Adds a client key.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &ClientKey) -> Result<()> {
    tx.execute(
        "INSERT INTO kms_client_key (id, account, region, point, made, not_before, not_after, certificate)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &it.id,
            place.account,
            place.region,
            &it.point,
            it.made,
            it.not_before,
            it.not_after,
            &it.certificate,
        ],
    )?;
    Ok(())
}

/// The client key of this id.
pub(in crate::kms) fn key(
    tx: &mut dyn Tx,
    place: Place<'_>,
    id: &str,
) -> Result<Option<ClientKey>> {
    tx.row(
        "SELECT id, point, made, not_before, not_after, certificate FROM kms_client_key
         WHERE id = $1 AND account = $2 AND region = $3",
        args![id, place.account, place.region],
        read,
    )
}

/// The client keys of an access point, or of all, the oldest first.
pub(in crate::kms) fn of(
    tx: &mut dyn Tx,
    place: Place<'_>,
    point: Option<&str>,
) -> Result<Vec<ClientKey>> {
    tx.rows(
        "SELECT id, point, made, not_before, not_after, certificate FROM kms_client_key
         WHERE account = $1 AND region = $2 AND (CAST($3 AS TEXT) IS NULL OR point = $3) ORDER BY made, id",
        args![place.account, place.region, point],
        read,
    )
}

/// Deletes a client key, and answers whether there was one.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, id: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM kms_client_key WHERE id = $1 AND account = $2 AND region = $3",
        args![id, place.account, place.region],
    )?;
    Ok(gone > 0)
}

/// Deletes the client keys of an access point.
pub(in crate::kms) fn delete_of(tx: &mut dyn Tx, place: Place<'_>, point: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM kms_client_key WHERE account = $1 AND region = $2 AND point = $3",
        args![place.account, place.region, point],
    )?;
    Ok(())
}
