//! Delegated administrators: members that manage a trusted service for the directory.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_delegate (
        account TEXT COLLATE \"C\" NOT NULL REFERENCES resource_member (account),
        service TEXT COLLATE \"C\" NOT NULL, made BIGINT NOT NULL, PRIMARY KEY (account, service)
    )";

/// Whether the member is the delegated administrator of a service.
pub(crate) fn is_delegate(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT account FROM resource_delegate WHERE account = $1 LIMIT 1",
        args![account],
        |row| row.text(0),
    )?;
    Ok(found.is_some())
}
