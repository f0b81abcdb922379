//! Which accounts images are shared with.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_share (
        image TEXT COLLATE \"C\" NOT NULL, account TEXT COLLATE \"C\" NOT NULL, owner TEXT NOT NULL, region TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (image, account)
    )";
pub(super) const BY_ACCOUNT: &str = "CREATE INDEX ecs_share_account ON ecs_share (account, region)";

/// Shares an image of an account with another.
pub(in crate::ecs) fn add(
    tx: &mut dyn Tx,
    (owner, region, image): (&str, &str, &str),
    account: &str,
    now: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO ecs_share (image, account, owner, region, made) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (image, account) DO NOTHING",
        args![image, account, owner, region, now],
    )?;
    Ok(())
}

/// Shares an image no longer: with an account, or with none.
pub(in crate::ecs) fn delete(tx: &mut dyn Tx, image: &str, account: Option<&str>) -> Result<()> {
    tx.execute(
        "DELETE FROM ecs_share WHERE image = $1 AND (CAST($2 AS TEXT) IS NULL OR account = $2)",
        args![image, account],
    )?;
    Ok(())
}

/// The accounts that an image is shared with, and since when.
pub(in crate::ecs) fn of(tx: &mut dyn Tx, image: &str) -> Result<Vec<(String, i64)>> {
    tx.rows(
        "SELECT account, made FROM ecs_share WHERE image = $1 ORDER BY made, account",
        args![image],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// The images of a region that are shared with an account, each with the account that owns it.
pub(in crate::ecs) fn with(
    tx: &mut dyn Tx,
    account: &str,
    region: &str,
) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT owner, image FROM ecs_share WHERE account = $1 AND region = $2 ORDER BY made DESC, image",
        args![account, region],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}
