//! Delegated administrators: members that manage a trusted service for the directory.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_delegate (
        account TEXT COLLATE \"C\" NOT NULL REFERENCES resource_member (account),
        service TEXT COLLATE \"C\" NOT NULL,
        directory TEXT NOT NULL REFERENCES resource_directory (id), made BIGINT NOT NULL,
        PRIMARY KEY (account, service)
    )";
pub(crate) const BY_SERVICE: &str =
    "CREATE INDEX resource_delegate_of ON resource_delegate (directory, service, account)";

/// A member, as the delegated administrator of one service.
#[derive(Clone, Debug)]
pub(crate) struct Delegate {
    pub(crate) account: String,
    pub(crate) display: String,
    /// Whether the directory made the account; else it was invited.
    pub(crate) created: bool,
    /// The identifier of the service.
    pub(crate) service: String,
    /// Since when, in milliseconds on the world's clock.
    pub(crate) made: i64,
}

macro_rules! delegate {
    ($($end:literal),+) => {
        concat!(
            "SELECT d.account, m.display, m.created, d.service, d.made FROM resource_delegate d
             JOIN resource_member m ON m.account = d.account",
            $($end),+
        )
    };
}

macro_rules! service {
    ($($end:literal),+) => {
        concat!("SELECT service, MIN(made) FROM resource_delegate", $($end),+)
    };
}

const DELEGATES: FilteredList = filtered!(
    delegate,
    "resource_delegate d",
    " WHERE d.directory = $1 AND (CAST($2 AS TEXT) IS NULL OR d.service = $2)",
    " ORDER BY d.service, d.account LIMIT $3 OFFSET $4"
);
const SERVICES: FilteredList = FilteredList {
    count: "SELECT COUNT(DISTINCT service) FROM resource_delegate
         WHERE directory = $1 AND (CAST($2 AS TEXT) IS NULL OR account = $2)",
    page: service!(
        " WHERE directory = $1 AND (CAST($2 AS TEXT) IS NULL OR account = $2)",
        " GROUP BY service ORDER BY service LIMIT $3 OFFSET $4"
    ),
};

fn read(row: &Row<'_>) -> Result<Delegate> {
    Ok(Delegate {
        account: row.text(0)?,
        display: row.text(1)?,
        created: row.flag(2)?,
        service: row.text(3)?,
        made: row.int(4)?,
    })
}

/// The first service, by name, that the member is a delegated administrator of.
pub(crate) fn first_service(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT service FROM resource_delegate WHERE account = $1 ORDER BY service LIMIT 1",
        args![account],
        |row| row.text(0),
    )
}

/// Whether the member is the delegated administrator of a service.
pub(crate) fn is_delegate(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    Ok(first_service(tx, account)?.is_some())
}

/// Whether the member is a delegated administrator of this service.
pub(crate) fn is_delegate_of(tx: &mut dyn Tx, account: &str, service: &str) -> Result<bool> {
    let found = tx.row(
        "SELECT account FROM resource_delegate WHERE account = $1 AND service = $2",
        args![account, service],
        |row| row.text(0),
    )?;
    Ok(found.is_some())
}

/// Makes the member of the directory a delegated administrator of the service, which it is not yet.
pub(crate) fn add(
    tx: &mut dyn Tx,
    directory: &str,
    account: &str,
    service: &str,
    made: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_delegate (account, service, directory, made) VALUES ($1, $2, $3, $4)",
        args![account, service, directory, made],
    )?;
    Ok(())
}

/// Removes the delegated administrator of a service of the directory; false if it is none.
pub(crate) fn remove(
    tx: &mut dyn Tx,
    directory: &str,
    account: &str,
    service: &str,
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM resource_delegate WHERE account = $1 AND service = $2 AND directory = $3",
        args![account, service, directory],
    )?;
    Ok(gone > 0)
}

/// How many delegated administrators a service of the directory has.
pub(crate) fn count(tx: &mut dyn Tx, directory: &str, service: &str) -> Result<i64> {
    let count = tx.row(
        "SELECT COUNT(*) FROM resource_delegate WHERE directory = $1 AND service = $2",
        args![directory, service],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// A page of the delegated administrators of the directory, of one service or of all, by service and
/// account, and how many there are.
pub(crate) fn of_directory(
    tx: &mut dyn Tx,
    directory: &str,
    service: Option<&str>,
    page: Page,
) -> Result<(Vec<Delegate>, i64)> {
    DELEGATES.list(tx, args![directory, service], None, page, read)
}

/// A page of the services of the directory that have a delegated administrator, or that one account is
/// that of, by name, each with the time since when; and how many there are.
pub(crate) fn services(
    tx: &mut dyn Tx,
    directory: &str,
    account: Option<&str>,
    page: Page,
) -> Result<(Vec<(String, i64)>, i64)> {
    SERVICES.list(tx, args![directory, account], None, page, |row| Ok((row.text(0)?, row.int(1)?)))
}
