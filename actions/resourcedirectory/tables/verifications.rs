//! The verification messages that accounts have sent lately, for the limits on their number.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_verification_sent (
        account TEXT COLLATE \"C\" NOT NULL, channel TEXT NOT NULL, at BIGINT NOT NULL,
        value TEXT NOT NULL
    )";
pub(crate) const BY_ACCOUNT: &str =
    "CREATE INDEX resource_verification_by ON resource_verification_sent (account, channel, at)";

/// Forgets the messages that an account sent before a time.
pub(crate) fn prune(tx: &mut dyn Tx, account: &str, before: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_verification_sent WHERE account = $1 AND at < $2",
        args![account, before],
    )?;
    Ok(())
}

/// How many messages an account has sent by a channel since a time, to one value or to all.
pub(crate) fn count(
    tx: &mut dyn Tx,
    (account, channel): (&str, &str),
    to: Option<&str>,
    since: i64,
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM resource_verification_sent WHERE account = $1 AND channel = $2
         AND at >= $3 AND (CAST($4 AS TEXT) IS NULL OR value = $4)",
        args![account, channel, since, to],
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
