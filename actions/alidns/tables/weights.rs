//! Of which sub-domains one value is answered at a time, by weight.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

// What has no row is closed.
pub(super) const TABLE: &str = "CREATE TABLE alidns_weight (
        domain BIGINT NOT NULL, rr TEXT COLLATE \"C\" NOT NULL, type TEXT COLLATE \"C\" NOT NULL, line TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL,
        PRIMARY KEY (domain, rr, type, line)
    )";

/// A line of a sub-domain, which is in lower case, and a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::alidns) struct Weighted {
    pub(in crate::alidns) rr: String,
    pub(in crate::alidns) kind: String,
    pub(in crate::alidns) line: String,
}

fn read(row: &Row<'_>) -> Result<Weighted> {
    Ok(Weighted { rr: row.text(0)?, kind: row.text(1)?, line: row.text(2)? })
}

/// Whether the weights of a line count.
pub(in crate::alidns) fn is_open(tx: &mut dyn Tx, domain: i64, it: &Weighted) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM alidns_weight WHERE domain = $1 AND rr = $2 AND type = $3 AND line = $4",
        args![domain, &it.rr, &it.kind, &it.line],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Has the weights of a line count.
pub(in crate::alidns) fn open(
    tx: &mut dyn Tx,
    (account, domain): (&str, i64),
    it: &Weighted,
) -> Result<()> {
    tx.execute(
        "INSERT INTO alidns_weight (domain, rr, type, line, account) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (domain, rr, type, line) DO NOTHING",
        args![domain, &it.rr, &it.kind, &it.line, account],
    )?;
    Ok(())
}

/// Has the weights of a line not count; answers whether they did.
pub(in crate::alidns) fn close(tx: &mut dyn Tx, domain: i64, it: &Weighted) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM alidns_weight WHERE domain = $1 AND rr = $2 AND type = $3 AND line = $4",
        args![domain, &it.rr, &it.kind, &it.line],
    )?;
    Ok(gone > 0)
}

/// All lines of a domain whose weights count.
pub(in crate::alidns) fn all(tx: &mut dyn Tx, domain: i64) -> Result<Vec<Weighted>> {
    tx.rows(
        "SELECT rr, type, line FROM alidns_weight WHERE domain = $1 ORDER BY rr, type, line",
        args![domain],
        read,
    )
}

/// The lines of a domain's sub-domains that have records of a type, and how many.
pub(in crate::alidns) fn counted(tx: &mut dyn Tx, domain: i64) -> Result<Vec<(Weighted, i64)>> {
    tx.rows(
        "SELECT rr_key, type, line, COUNT(*) FROM alidns_record
         WHERE domain = $1 AND type IN ('A', 'AAAA', 'CNAME') GROUP BY rr_key, type, line
         ORDER BY rr_key COLLATE \"C\", type COLLATE \"C\", line COLLATE \"C\"",
        args![domain],
        |row| Ok((read(row)?, row.int(3)?)),
    )
}
