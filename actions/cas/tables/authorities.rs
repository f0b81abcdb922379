//! The test authority, and the configured outcome of applications.

use crate::{
    args,
    ports::store::{Result, Secret, Tx},
};

// kind is the signing algorithm: ECC or SM2. The key is the intermediate's; that of the root is not
// needed after signing it.
pub(super) const TABLE: &str = "CREATE TABLE cas_authority (
        kind TEXT NOT NULL PRIMARY KEY, root TEXT NOT NULL, intermediate TEXT NOT NULL,
        private TEXT NOT NULL
    )";
// verdict is pass, fail or hold.
pub(super) const VALIDATION_TABLE: &str = "CREATE TABLE cas_validation (
        account TEXT NOT NULL PRIMARY KEY, verdict TEXT NOT NULL, delay BIGINT NOT NULL
    )";

/// An authority, as PEM.
#[derive(Clone, Debug)]
pub(in crate::cas) struct Authority {
    pub(in crate::cas) root: String,
    pub(in crate::cas) intermediate: String,
    /// The key of the intermediate.
    pub(in crate::cas) key: String,
}

pub(in crate::cas) fn authority(tx: &mut dyn Tx, kind: &str) -> Result<Option<Authority>> {
    tx.row(
        "SELECT root, intermediate, private FROM cas_authority WHERE kind = $1",
        args![kind],
        |row| Ok(Authority { root: row.text(0)?, intermediate: row.text(1)?, key: row.text(2)? }),
    )
}

pub(in crate::cas) fn insert(tx: &mut dyn Tx, kind: &str, it: &Authority) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_authority (kind, root, intermediate, private) VALUES ($1, $2, $3, $4)",
        args![kind, &it.root, &it.intermediate, Secret(&it.key)],
    )?;
    Ok(())
}

/// The configured outcome of new applications of an account and its delay in milliseconds; `None`
/// if not set.
pub(in crate::cas) fn validation(tx: &mut dyn Tx, account: &str) -> Result<Option<(String, i64)>> {
    tx.row("SELECT verdict, delay FROM cas_validation WHERE account = $1", args![account], |row| {
        Ok((row.text(0)?, row.int(1)?))
    })
}

pub(in crate::cas) fn set_validation(
    tx: &mut dyn Tx,
    account: &str,
    (outcome, delay): (&str, i64),
) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_validation (account, verdict, delay) VALUES ($1, $2, $3)
         ON CONFLICT (account) DO UPDATE SET verdict = excluded.verdict, delay = excluded.delay",
        args![account, outcome, delay],
    )?;
    Ok(())
}
