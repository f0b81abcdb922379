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
    Ok(service(tx, account)?.is_some())
}

/// The first service that the member is the delegated administrator of.
pub(crate) fn service(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT service FROM resource_delegate WHERE account = $1 ORDER BY service LIMIT 1",
        args![account],
        |row| row.text(0),
    )
}
