//! Domains that were deleted.

use crate::{
    args,
    cdn::service::Service,
    ports::store::{self, Result, Tx},
    request::page::Page,
    shared::filters::filtered,
};

pub(super) const TABLE: &str = "CREATE TABLE cdn_deleted (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, service TEXT NOT NULL, name TEXT NOT NULL,
        changed BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX cdn_deleted_account ON cdn_deleted (account, service, seq)";

macro_rules! select {
    ($($rest:expr),*) => {
        concat!("SELECT name, changed FROM cdn_deleted ", $($rest),*)
    };
}

/// Remembers a domain that was deleted.
pub(in crate::cdn) fn add(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    name: &str,
    at: i64,
) -> Result<()> {
    let seq = store::tally_add(tx, "", "cdn_deleted")?;
    tx.execute(
        "INSERT INTO cdn_deleted (seq, account, service, name, changed) VALUES ($1, $2, $3, $4, $5)",
        args![seq, account, service.name(), name, at],
    )?;
    Ok(())
}

/// A page of them, the last first, and how many there are.
pub(in crate::cdn) fn list(
    tx: &mut dyn Tx,
    account: &str,
    service: Service,
    page: Page,
) -> Result<(Vec<(String, i64)>, i64)> {
    filtered!(
        select,
        "cdn_deleted ",
        "WHERE account = $1 AND service = $2",
        " ORDER BY seq DESC LIMIT $3 OFFSET $4"
    )
    .list(tx, args![account, service.name()], None, page, |row| Ok((row.text(0)?, row.int(1)?)))
}
