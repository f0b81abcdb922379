//! Versions of secrets, their labels, and when secrets were rotated by hand.

use crate::{
    args,
    kms::place::Place,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_secret_version (
        account TEXT NOT NULL, region TEXT NOT NULL, secret BIGINT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL,
        value TEXT NOT NULL, value_type TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, region, secret, seq)
    )";
pub(super) const BY_ID: &str =
    "CREATE UNIQUE INDEX kms_secret_version_id ON kms_secret_version (account, region, secret, id)";
pub(super) const LABELS: &str = "CREATE TABLE kms_secret_label (
        account TEXT NOT NULL, region TEXT NOT NULL, secret BIGINT NOT NULL, label TEXT COLLATE \"C\" NOT NULL,
        version TEXT NOT NULL, PRIMARY KEY (account, region, secret, label)
    )";
pub(super) const ROTATIONS: &str = "CREATE TABLE kms_secret_rotation (
        account TEXT NOT NULL, region TEXT NOT NULL, at BIGINT NOT NULL, times BIGINT NOT NULL,
        PRIMARY KEY (account, region, at)
    )";

/// A secret: where it is, and its number there.
pub(in crate::kms) type Of<'a> = (Place<'a>, i64);

/// A version of a secret.
#[derive(Clone, Debug)]
pub(in crate::kms) struct SecretVersion {
    pub(in crate::kms) id: String,
    /// What the secret is, sealed.
    pub(in crate::kms) value: String,
    pub(in crate::kms) value_type: String,
    pub(in crate::kms) made: i64,
}

fn read(row: &Row<'_>) -> Result<SecretVersion> {
    Ok(SecretVersion {
        id: row.text(0)?,
        value: row.text(1)?,
        value_type: row.text(2)?,
        made: row.int(3)?,
    })
}

/// Adds a version.
pub(in crate::kms) fn add(
    tx: &mut dyn Tx,
    (place, secret): Of<'_>,
    it: &SecretVersion,
) -> Result<()> {
    let last = tx.row(
        "SELECT MAX(seq) FROM kms_secret_version WHERE account = $1 AND region = $2 AND secret = $3",
        args![place.account, place.region, secret],
        |row| row.opt_int(0),
    )?;
    tx.execute(
        "INSERT INTO kms_secret_version (account, region, secret, seq, id, value, value_type, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            place.account,
            place.region,
            secret,
            last.flatten().unwrap_or(0) + 1,
            &it.id,
            &it.value,
            &it.value_type,
            it.made,
        ],
    )?;
    Ok(())
}

/// The version of this id.
pub(in crate::kms) fn version(
    tx: &mut dyn Tx,
    (place, secret): Of<'_>,
    id: &str,
) -> Result<Option<SecretVersion>> {
    tx.row(
        "SELECT id, value, value_type, made FROM kms_secret_version
         WHERE account = $1 AND region = $2 AND secret = $3 AND id = $4",
        args![place.account, place.region, secret, id],
        read,
    )
}

/// The versions of a secret, the newest first.
pub(in crate::kms) fn all(tx: &mut dyn Tx, (place, secret): Of<'_>) -> Result<Vec<SecretVersion>> {
    tx.rows(
        "SELECT id, value, value_type, made FROM kms_secret_version
         WHERE account = $1 AND region = $2 AND secret = $3 ORDER BY seq DESC",
        args![place.account, place.region, secret],
        read,
    )
}

/// Deletes a version.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, (place, secret): Of<'_>, id: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM kms_secret_version WHERE account = $1 AND region = $2 AND secret = $3 AND id = $4",
        args![place.account, place.region, secret, id],
    )?;
    Ok(())
}

/// The labels of a secret, each with its version, by label.
pub(in crate::kms) fn labels(
    tx: &mut dyn Tx,
    (place, secret): Of<'_>,
) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT label, version FROM kms_secret_label WHERE account = $1 AND region = $2 AND secret = $3 ORDER BY label",
        args![place.account, place.region, secret],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Puts a label on a version, whatever had it.
pub(in crate::kms) fn put_label(
    tx: &mut dyn Tx,
    (place, secret): Of<'_>,
    label: &str,
    version: &str,
) -> Result<()> {
    tx.execute(
        "INSERT INTO kms_secret_label (account, region, secret, label, version) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, region, secret, label) DO UPDATE SET version = excluded.version",
        args![place.account, place.region, secret, label, version],
    )?;
    Ok(())
}

/// Removes a label.
pub(in crate::kms) fn delete_label(
    tx: &mut dyn Tx,
    (place, secret): Of<'_>,
    label: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM kms_secret_label WHERE account = $1 AND region = $2 AND secret = $3 AND label = $4",
        args![place.account, place.region, secret, label],
    )?;
    Ok(())
}

/// Deletes the versions and labels of a secret.
pub(in crate::kms) fn delete_of(tx: &mut dyn Tx, (place, secret): Of<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM kms_secret_version WHERE account = $1 AND region = $2 AND secret = $3",
        args![place.account, place.region, secret],
    )?;
    tx.execute(
        "DELETE FROM kms_secret_label WHERE account = $1 AND region = $2 AND secret = $3",
        args![place.account, place.region, secret],
    )?;
    Ok(())
}

/// Writes down a rotation by hand in the hour of `now`, and answers how many there were in it.
pub(in crate::kms) fn count_rotation(tx: &mut dyn Tx, place: Place<'_>, now: i64) -> Result<i64> {
    let hour = now.div_euclid(3_600_000);
    tx.execute(
        "DELETE FROM kms_secret_rotation WHERE account = $1 AND region = $2 AND at < $3",
        args![place.account, place.region, hour],
    )?;
    let times = tx.row(
        "INSERT INTO kms_secret_rotation (account, region, at, times) VALUES ($1, $2, $3, 1)
         ON CONFLICT (account, region, at) DO UPDATE SET times = kms_secret_rotation.times + excluded.times RETURNING times",
        args![place.account, place.region, hour],
        |row| row.int(0),
    )?;
    Ok(times.unwrap_or(1))
}
