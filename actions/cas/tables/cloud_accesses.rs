//! Access keys of other clouds.

use super::Owner;
use crate::{
    args,
    ports::store::{self, Result, Tx},
    request::page::Page,
};

// The secret of the key is not needed here, so it is not stored.
pub(super) const TABLE: &str = "CREATE TABLE cas_access (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, site TEXT COLLATE \"C\" NOT NULL,
        cloud TEXT NOT NULL, secret_id TEXT NOT NULL, made BIGINT NOT NULL,
        UNIQUE (account, site, cloud, secret_id)
    )";

const ACCESS: &str = "cas_access";
const ID_OFFSET: i64 = 800;

#[derive(Clone, Debug)]
pub(in crate::cas) struct CloudAccess {
    pub(in crate::cas) id: i64,
    pub(in crate::cas) cloud: String,
    pub(in crate::cas) secret_id: String,
}

/// Adds an access key. Returns whether it is new.
pub(in crate::cas) fn add(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (cloud, secret_id): (&str, &str),
    now: i64,
) -> Result<bool> {
    let id = ID_OFFSET + store::tally_add(tx, "", ACCESS)?;
    let added = tx.execute(
        "INSERT INTO cas_access (id, account, site, cloud, secret_id, made)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, site, cloud, secret_id) DO NOTHING",
        args![id, owner.account, owner.site, cloud, secret_id, now],
    )?;
    Ok(added > 0)
}

/// Deletes it. Returns whether it existed.
pub(in crate::cas) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cas_access WHERE id = $1 AND account = $2 AND site = $3",
        args![id, owner.account, owner.site],
    )?;
    Ok(gone > 0)
}

/// Whether there is an access key for this cloud, with this id if given.
pub(in crate::cas) fn exists(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    cloud: &str,
    id: Option<i64>,
) -> Result<bool> {
    let found = tx.row(
        "SELECT id FROM cas_access WHERE account = $1 AND site = $2 AND cloud = $3
         AND (CAST($4 AS BIGINT) IS NULL OR id = $4) LIMIT 1",
        args![owner.account, owner.site, cloud, id],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// One page of the access keys, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (cloud, secret_id): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<CloudAccess>, i64)> {
    let total = tx.row(
        "SELECT COUNT(*) FROM cas_access WHERE account = $1 AND site = $2
         AND (CAST($3 AS TEXT) IS NULL OR cloud = $3)
         AND (CAST($4 AS TEXT) IS NULL OR secret_id = $4)",
        args![owner.account, owner.site, cloud, secret_id],
        |row| row.int(0),
    )?;
    let found = tx.rows(
        "SELECT id, cloud, secret_id FROM cas_access WHERE account = $1 AND site = $2
         AND (CAST($3 AS TEXT) IS NULL OR cloud = $3)
         AND (CAST($4 AS TEXT) IS NULL OR secret_id = $4)
         ORDER BY id DESC LIMIT $5 OFFSET $6",
        args![owner.account, owner.site, cloud, secret_id, page.size, page.skip()],
        |row| Ok(CloudAccess { id: row.int(0)?, cloud: row.text(1)?, secret_id: row.text(2)? }),
    )?;
    Ok((found, total.unwrap_or(0)))
}
