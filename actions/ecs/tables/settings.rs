//! How ECS fares in an account, as the control API sets it: names with numbers.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_setting (
        account TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value BIGINT NOT NULL, PRIMARY KEY (account, name)
    )";

/// Sets a number, or forgets it.
pub(in crate::ecs) fn put(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
    value: Option<i64>,
) -> Result<()> {
    match value {
        Some(value) => tx.execute(
            "INSERT INTO ecs_setting (account, name, value) VALUES ($1, $2, $3)
             ON CONFLICT (account, name) DO UPDATE SET value = excluded.value",
            args![account, name, value],
        )?,
        None => tx.execute(
            "DELETE FROM ecs_setting WHERE account = $1 AND name = $2",
            args![account, name],
        )?,
    };
    Ok(())
}

/// The number of this name, if it is set.
pub(in crate::ecs) fn get(tx: &mut dyn Tx, account: &str, name: &str) -> Result<Option<i64>> {
    tx.row(
        "SELECT value FROM ecs_setting WHERE account = $1 AND name = $2",
        args![account, name],
        |row| row.int(0),
    )
}

/// All, by name.
pub(in crate::ecs) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<(String, i64)>> {
    tx.rows(
        "SELECT name, value FROM ecs_setting WHERE account = $1 ORDER BY name",
        args![account],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}
