//! The rows of the product, and every statement that touches them.

use crate::{
    args,
    core::resources::NoResource,
    ports::store::{Result, Tx},
};

pub(super) const SCHEMA: &[&str] = &["CREATE TABLE bssopenapi_token (
        account TEXT NOT NULL, action TEXT NOT NULL, token TEXT NOT NULL, instance TEXT NOT NULL,
        order_id TEXT NOT NULL, PRIMARY KEY (account, action, token)
    )"];

pub(super) const NO_RESOURCES: &[NoResource] = &[NoResource::bookkeeping(
    "bssopenapi_token",
    "tokens of calls, with what was answered the first time",
)];

/// What a call with this token was answered: the instance and the order.
pub(super) fn answered(
    tx: &mut dyn Tx,
    account: &str,
    (action, token): (&str, &str),
) -> Result<Option<(String, String)>> {
    tx.row(
        "SELECT instance, order_id FROM bssopenapi_token
         WHERE account = $1 AND action = $2 AND token = $3",
        args![account, action, token],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Keeps what a call with a token was answered.
pub(super) fn keep(
    tx: &mut dyn Tx,
    account: &str,
    (action, token): (&str, &str),
    (instance, order): (&str, &str),
) -> Result<()> {
    tx.execute(
        "INSERT INTO bssopenapi_token (account, action, token, instance, order_id)
         VALUES ($1, $2, $3, $4, $5)",
        args![account, action, token, instance, order],
    )?;
    Ok(())
}
