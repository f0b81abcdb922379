//! Answers that are kept for calls that are made once more with the same client token.

use crate::{
    args,
    ports::store::{Result, Tx},
};

// action has the product before it: `vpc:CreateVpc`; asked is a hash of the parameters, answer the JSON object without what
// the gateway adds; made is when.
pub(crate) const TABLE: &str = "CREATE TABLE client_token (
        account TEXT NOT NULL, region TEXT NOT NULL, action TEXT NOT NULL, token TEXT NOT NULL,
        asked TEXT NOT NULL, answer TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, region, action, token)
    )";
pub(crate) const BY_TIME: &str = "CREATE INDEX client_token_made ON client_token (made)";

/// A call that gives a client token.
#[derive(Clone, Copy, Debug)]
pub struct TokenOfCall<'a> {
    /// The account that calls.
    pub account: &'a str,
    /// The region of the call.
    pub region: &'a str,
    /// The action, with its product before it.
    pub action: &'a str,
    /// The token.
    pub token: &'a str,
}

/// What was asked with the token at or after a time, as a hash, and what was answered.
pub fn find(tx: &mut dyn Tx, it: TokenOfCall<'_>, since: i64) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT asked, answer FROM client_token
         WHERE account = $1 AND region = $2 AND action = $3 AND token = $4 AND made >= $5",
        args![it.account, it.region, it.action, it.token, since],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Keeps an answer that was made at `now`, and forgets those from before `since`.
pub fn keep(
    tx: &mut dyn Tx,
    it: TokenOfCall<'_>,
    (asked, answer): (&str, &str),
    (now, since): (i64, i64),
) -> Result<()> {
    tx.execute("DELETE FROM client_token WHERE made < $1", args![since])?;
    tx.execute(
        "INSERT INTO client_token (account, region, action, token, asked, answer, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![it.account, it.region, it.action, it.token, asked, answer, now],
    )?;
    Ok(())
}
