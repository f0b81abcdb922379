//! Certificates that other products may serve: those with a private key that are not revoked.

use super::{
    Owner,
    certificate_counts::REVOKED,
    certificates::{Certificate, read, select},
};
use crate::{
    args,
    ports::store::{Result, Tx},
};

/// All of them, the newest first.
pub(in crate::cas) fn all(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Vec<Certificate>> {
    tx.rows(
        select!("AND keyed = 1 AND ends <> $3 ORDER BY id DESC"),
        args![owner.site, owner.account, REVOKED],
        |row| read(row, &owner.default_group()),
    )
}

/// The newest uploaded one with this SHA-256 fingerprint.
pub(in crate::cas) fn of_content(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    sha256: &str,
) -> Result<Option<Certificate>> {
    tx.row(
        select!("AND keyed = 1 AND source = 'upload' AND sha256 = $3 AND ends <> $4 ORDER BY id DESC LIMIT 1"),
        args![owner.site, owner.account, sha256, REVOKED],
        |row| read(row, &owner.default_group()),
    )
}
