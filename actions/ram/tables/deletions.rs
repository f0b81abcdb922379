//! The tasks that deleted service-linked roles.

use crate::{
    args,
    ports::store::{Result, Tx},
};

/// Adds the task `id`, which completed at `made`.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, id: &str, made: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO ram_role_deletion (account, id, made) VALUES ($1, $2, $3)",
        args![account, id, made],
    )?;
    Ok(())
}

/// Whether the account has a task of this id.
pub(crate) fn exists(tx: &mut dyn Tx, account: &str, id: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM ram_role_deletion WHERE account = $1 AND id = $2",
        args![account, id],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}
