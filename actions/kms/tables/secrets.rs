//! Secrets.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_secret (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        encryption TEXT NOT NULL, instance TEXT NOT NULL, made BIGINT NOT NULL, description TEXT NOT NULL,
        changed BIGINT NOT NULL, deletion BIGINT, rotation BIGINT, rotated BIGINT, extended TEXT NOT NULL,
        policy TEXT NOT NULL, missing BIGINT NOT NULL, PRIMARY KEY (account, region, seq)
    )";
pub(super) const BY_NAME: &str =
    "CREATE UNIQUE INDEX kms_secret_name ON kms_secret (account, region, name)";

const KIND: &str = "kms_secret";

/// A secret.
#[derive(Clone, Debug)]
pub(in crate::kms) struct Secret {
    /// Its number in the account and region.
    pub(in crate::kms) seq: i64,
    pub(in crate::kms) name: String,
    /// `Generic`, or what it is the credential of.
    pub(in crate::kms) kind: String,
    /// The key that its creator named; empty for none.
    pub(in crate::kms) encryption: String,
    pub(in crate::kms) instance: String,
    pub(in crate::kms) made: i64,
    pub(in crate::kms) description: String,
    pub(in crate::kms) changed: i64,
    /// When it is deleted, if it waits for that.
    pub(in crate::kms) deletion: Option<i64>,
    /// After how many seconds it is rotated; none if it is not.
    pub(in crate::kms) rotation: Option<i64>,
    pub(in crate::kms) rotated: Option<i64>,
    /// The extended configuration of a managed secret, in JSON; empty for none.
    pub(in crate::kms) extended: String,
    pub(in crate::kms) policy: String,
    /// Whether what it is the credential of is missing, so that it cannot be rotated.
    pub(in crate::kms) missing: bool,
}

impl Secret {
    /// Whether it is the credential of a service.
    pub(in crate::kms) fn is_managed(&self) -> bool {
        self.kind != "Generic"
    }
}

fn read(row: &Row<'_>) -> Result<Secret> {
    Ok(Secret {
        seq: row.int(0)?,
        name: row.text(1)?,
        kind: row.text(2)?,
        encryption: row.text(3)?,
        instance: row.text(4)?,
        made: row.int(5)?,
        description: row.text(6)?,
        changed: row.int(7)?,
        deletion: row.opt_int(8)?,
        rotation: row.opt_int(9)?,
        rotated: row.opt_int(10)?,
        extended: row.text(11)?,
        policy: row.text(12)?,
        missing: row.flag(13)?,
    })
}

/// Adds a secret, and numbers it.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &mut Secret) -> Result<()> {
    it.seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_secret (account, region, seq, name, kind, encryption, instance, made, description, changed,
         deletion, rotation, rotated, extended, policy, missing)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        args![
            place.account,
            place.region,
            it.seq,
            &it.name,
            &it.kind,
            &it.encryption,
            &it.instance,
            it.made,
            &it.description,
            it.changed,
            it.deletion,
            it.rotation,
            it.rotated,
            &it.extended,
            &it.policy,
            it.missing,
        ],
    )?;
    Ok(())
}

/// Changes what can change of a secret.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &Secret) -> Result<()> {
    tx.execute(
        "UPDATE kms_secret SET description = $1, changed = $2, deletion = $3, rotation = $4, rotated = $5, extended = $6,
         policy = $7, missing = $8 WHERE account = $9 AND region = $10 AND seq = $11",
        args![
            &it.description,
            it.changed,
            it.deletion,
            it.rotation,
            it.rotated,
            &it.extended,
            &it.policy,
            it.missing,
            place.account,
            place.region,
            it.seq,
        ],
    )?;
    Ok(())
}

/// The secret of this name.
pub(in crate::kms) fn secret(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<Secret>> {
    tx.row(
        "SELECT seq, name, kind, encryption, instance, made, description, changed, deletion, rotation, rotated, extended,
         policy, missing FROM kms_secret WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// All secrets, the oldest first.
pub(in crate::kms) fn all(tx: &mut dyn Tx, place: Place<'_>) -> Result<Vec<Secret>> {
    tx.rows(
        "SELECT seq, name, kind, encryption, instance, made, description, changed, deletion, rotation, rotated, extended,
         policy, missing FROM kms_secret WHERE account = $1 AND region = $2 ORDER BY seq",
        args![place.account, place.region],
        read,
    )
}

/// How many secrets there are.
pub(in crate::kms) fn count(tx: &mut dyn Tx, place: Place<'_>) -> Result<i64> {
    store::tally(tx, &place.joined(), KIND)
}

/// Deletes a secret.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, seq: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM kms_secret WHERE account = $1 AND region = $2 AND seq = $3",
        args![place.account, place.region, seq],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)
}
