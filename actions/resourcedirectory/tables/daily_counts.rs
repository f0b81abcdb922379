//! What an account may do so often a day: one row for each kind of it, of the last day on which it was done.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_daily (
        account TEXT NOT NULL, kind TEXT NOT NULL, day BIGINT NOT NULL, done BIGINT NOT NULL,
        PRIMARY KEY (account, kind)
    )";

/// Adds one to what the account has done on this day, unless that is `most` already, which is at least
/// 1. Returns whether it was added.
pub(crate) fn add(
    tx: &mut dyn Tx,
    account: &str,
    kind: &'static str,
    day: i64,
    most: i64,
) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO resource_daily (account, kind, day, done) VALUES ($1, $2, $3, 1)
         ON CONFLICT (account, kind) DO UPDATE SET day = excluded.day,
         done = CASE WHEN resource_daily.day = excluded.day THEN resource_daily.done + 1 ELSE 1 END
         WHERE resource_daily.day <> excluded.day OR resource_daily.done < $4",
        args![account, kind, day, most],
    )?;
    Ok(added == 1)
}
