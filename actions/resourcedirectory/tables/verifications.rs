//! The verification messages that accounts have sent within the last minute, for the limit on their
//! number.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_verification_sent (
        account TEXT COLLATE \"C\" NOT NULL, channel TEXT NOT NULL,
        value TEXT NOT NULL, at BIGINT NOT NULL
    )";
pub(crate) const BY_ACCOUNT: &str =
    "CREATE INDEX resource_verification_by ON resource_verification_sent (account, channel, value)";

/// Forgets the messages that an account sent by a time.
pub(crate) fn prune(tx: &mut dyn Tx, account: &str, before: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_verification_sent WHERE account = $1 AND at <= $2",
        args![account, before],
    )?;
    Ok(())
}

/// How many messages an account has sent to a value by a channel since they were pruned. What was sent after `now`,
/// before the clock was set back, does not count.
pub(crate) fn count(
    tx: &mut dyn Tx,
    (account, channel): (&str, &str),
    value: &str,
    now: i64,
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM resource_verification_sent WHERE account = $1 AND channel = $2
         AND value = $3 AND at <= $4",
        args![account, channel, value, now],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// Notes that a message is sent.
pub(crate) fn add(
    tx: &mut dyn Tx,
    (account, channel): (&str, &str),
    value: &str,
    at: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_verification_sent (account, channel, at, value)
         VALUES ($1, $2, $3, $4)",
        args![account, channel, at, value],
    )?;
    Ok(())
}
