//! Tags of authorities and certificates.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE pca_tag (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, identifier TEXT COLLATE \"C\" NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (site, account, identifier, name)
    )";
pub(super) const BY_NAME: &str =
    "CREATE INDEX pca_tag_name ON pca_tag (site, account, name, value)";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pca) struct Tag {
    pub(in crate::pca) identifier: String,
    pub(in crate::pca) name: String,
    pub(in crate::pca) value: String,
}

/// The tags of a certificate, by name.
pub(in crate::pca) fn of(tx: &mut dyn Tx, owner: Owner<'_>, identifier: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT identifier, name, value FROM pca_tag
         WHERE site = $1 AND account = $2 AND identifier = $3 ORDER BY name",
        args![owner.site, owner.account, identifier],
        read,
    )
}

/// All tags, by certificate and name.
pub(in crate::pca) fn all(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT identifier, name, value FROM pca_tag WHERE site = $1 AND account = $2
         ORDER BY identifier, name",
        args![owner.site, owner.account],
        read,
    )
}

/// Gives a certificate tags; one of the same name is replaced.
pub(in crate::pca) fn put(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
    tags: &[(String, String)],
) -> Result<()> {
    for (name, value) in tags {
        tx.execute(
            "INSERT INTO pca_tag (site, account, identifier, name, value)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (site, account, identifier, name) DO UPDATE SET value = excluded.value",
            args![owner.site, owner.account, identifier, name, value],
        )?;
    }
    Ok(())
}

/// Removes a tag of a certificate, or all of them.
pub(in crate::pca) fn delete(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    identifier: &str,
    name: Option<&str>,
) -> Result<()> {
    tx.execute(
        "DELETE FROM pca_tag WHERE site = $1 AND account = $2 AND identifier = $3
         AND (CAST($4 AS TEXT) IS NULL OR name = $4)",
        args![owner.site, owner.account, identifier, name],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { identifier: row.text(0)?, name: row.text(1)?, value: row.text(2)? })
}
