//! What was rotated of managed secrets, for tests that change what the secrets are credentials of.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_rotation (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, secret TEXT NOT NULL, version TEXT NOT NULL,
        kind TEXT NOT NULL, credential TEXT NOT NULL, cause TEXT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (account, region, seq)
    )";

const KIND: &str = "kms_rotation";

/// How many are kept of an account in a region.
const KEPT: i64 = 1000;

/// A rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct Rotation {
    /// The name of the secret.
    pub(in crate::kms) secret: String,
    /// The version that it made.
    pub(in crate::kms) version: String,
    /// The type of the secret.
    pub(in crate::kms) kind: String,
    /// Whose credential is another now: the name of an account or user.
    pub(in crate::kms) credential: String,
    /// `call`, `clock` or `control`.
    pub(in crate::kms) cause: String,
    pub(in crate::kms) at: i64,
}

fn read(row: &Row<'_>) -> Result<Rotation> {
    Ok(Rotation {
        secret: row.text(0)?,
        version: row.text(1)?,
        kind: row.text(2)?,
        credential: row.text(3)?,
        cause: row.text(4)?,
        at: row.int(5)?,
    })
}

/// Writes a rotation down.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &Rotation) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_rotation (account, region, seq, secret, version, kind, credential, cause, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            place.account,
            place.region,
            seq,
            &it.secret,
            &it.version,
            &it.kind,
            &it.credential,
            &it.cause,
            it.at,
        ],
    )?;
    let gone = tx.execute(
        "DELETE FROM kms_rotation WHERE account = $1 AND region = $2 AND seq <= $3",
        args![place.account, place.region, seq - KEPT],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)
}

/// All that are kept, the oldest first.
pub(in crate::kms) fn all(tx: &mut dyn Tx, place: Place<'_>) -> Result<Vec<Rotation>> {
    tx.rows(
        "SELECT secret, version, kind, credential, cause, at FROM kms_rotation
         WHERE account = $1 AND region = $2 ORDER BY seq",
        args![place.account, place.region],
        read,
    )
}
