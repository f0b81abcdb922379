//! Lines that accounts have defined for a domain by ranges of addresses.

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
    request::page::Page,
};

// segments is a JSON list of pairs of addresses.
pub(super) const TABLE: &str = "CREATE TABLE alidns_line (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, domain BIGINT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
        segments TEXT NOT NULL
    )";
pub(super) const BY_DOMAIN: &str = "CREATE INDEX alidns_line_domain ON alidns_line (domain, id)";

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct CustomLine {
    /// 0 until it is stored.
    pub(in crate::alidns) id: i64,
    pub(in crate::alidns) account: String,
    pub(in crate::alidns) domain: i64,
    pub(in crate::alidns) code: String,
    pub(in crate::alidns) name: String,
    /// First and last addresses.
    pub(in crate::alidns) segments: Vec<(String, String)>,
}

fn read(row: &Row<'_>) -> Result<CustomLine> {
    Ok(CustomLine {
        id: row.int(0)?,
        account: row.text(1)?,
        domain: row.int(2)?,
        code: row.text(3)?,
        name: row.text(4)?,
        segments: serde_json::from_str(&row.text(5)?).map_err(|_| StoreError::Shape)?,
    })
}

/// Stores a line: a new one, whose `id` is 0 and whose code is yet without it, or one that has changed.
pub(in crate::alidns) fn put(tx: &mut dyn Tx, it: &mut CustomLine) -> Result<()> {
    if it.id == 0 {
        it.id = store::tally_add(tx, "", "alidns_line")? + 596;
        it.code = format!("{}-{}", it.code, it.id);
    }
    let segments = serde_json::to_string(&it.segments).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO alidns_line (id, account, domain, code, name, segments) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, segments = excluded.segments",
        args![it.id, &it.account, it.domain, &it.code, &it.name, segments],
    )?;
    Ok(())
}

/// The line of this id.
pub(in crate::alidns) fn line(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<CustomLine>> {
    tx.row(
        "SELECT id, account, domain, code, name, segments FROM alidns_line WHERE account = $1 AND id = $2",
        args![account, id],
        read,
    )
}

/// The lines of a domain, the newest first.
pub(in crate::alidns) fn of_domain(tx: &mut dyn Tx, domain: i64) -> Result<Vec<CustomLine>> {
    tx.rows(
        "SELECT id, account, domain, code, name, segments FROM alidns_line WHERE domain = $1 ORDER BY id DESC",
        args![domain],
        read,
    )
}

/// A page of them, and how many there are.
pub(in crate::alidns) fn page(
    tx: &mut dyn Tx,
    domain: i64,
    page: Page,
) -> Result<(Vec<CustomLine>, i64)> {
    Ok(page.and_total(of_domain(tx, domain)?))
}

/// Deletes a line.
pub(in crate::alidns) fn delete(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.execute("DELETE FROM alidns_line WHERE id = $1", args![id])?;
    Ok(())
}
