//! Which domains were given by one account to another.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
    shared::filters::filtered,
};

pub(super) const TABLE: &str = "CREATE TABLE alidns_transfer (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, target TEXT NOT NULL, domain TEXT NOT NULL, remark TEXT NOT NULL,
        made BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX alidns_transfer_account ON alidns_transfer (account, id)";
pub(super) const BY_TARGET: &str =
    "CREATE INDEX alidns_transfer_target ON alidns_transfer (target, id)";

/// A transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Transfer {
    /// 0 until it is stored.
    pub(in crate::alidns) id: i64,
    /// The account that had the domain.
    pub(in crate::alidns) account: String,
    /// The account that has got it.
    pub(in crate::alidns) target: String,
    pub(in crate::alidns) domain: String,
    pub(in crate::alidns) remark: String,
    pub(in crate::alidns) made: i64,
}

macro_rules! select {
    ($($rest:expr),*) => {
        concat!("SELECT id, account, target, domain, remark, made FROM alidns_transfer ", $($rest),*)
    };
}

fn read(row: &Row<'_>) -> Result<Transfer> {
    Ok(Transfer {
        id: row.int(0)?,
        account: row.text(1)?,
        target: row.text(2)?,
        domain: row.text(3)?,
        remark: row.text(4)?,
        made: row.int(5)?,
    })
}

/// Stores a transfer.
pub(in crate::alidns) fn add(tx: &mut dyn Tx, it: &mut Transfer) -> Result<()> {
    it.id = store::tally_add(tx, "", "alidns_task")? + 345_344;
    tx.execute(
        "INSERT INTO alidns_transfer (id, account, target, domain, remark, made) VALUES ($1, $2, $3, $4, $5, $6)",
        args![it.id, &it.account, &it.target, &it.domain, &it.remark, it.made],
    )?;
    Ok(())
}

/// A page of the transfers out of an account, to another or to any, of a domain or of any, the newest first, and how many
/// there are.
pub(in crate::alidns) fn given(
    tx: &mut dyn Tx,
    account: &str,
    (other, domain): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Transfer>, i64)> {
    filtered!(
        select,
        "alidns_transfer ",
        "WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR target = $2)
         AND (CAST($3 AS TEXT) IS NULL OR domain = $3)",
        " ORDER BY id DESC LIMIT $4 OFFSET $5"
    )
    .list(tx, args![account, other, domain], None, page, read)
}

/// The same of the transfers into an account.
pub(in crate::alidns) fn taken(
    tx: &mut dyn Tx,
    account: &str,
    (other, domain): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<(Vec<Transfer>, i64)> {
    filtered!(
        select,
        "alidns_transfer ",
        "WHERE target = $1 AND (CAST($2 AS TEXT) IS NULL OR account = $2)
         AND (CAST($3 AS TEXT) IS NULL OR domain = $3)",
        " ORDER BY id DESC LIMIT $4 OFFSET $5"
    )
    .list(tx, args![account, other, domain], None, page, read)
}
