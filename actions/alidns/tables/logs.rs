//! What was done to domains and records.

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
    request::page::Page,
    shared::filters::filtered,
};

// domain is the number of the domain of a record, and null where the domain itself was added, deleted or changed;
// record is a JSON list of type, sub-domain, line, value and TTL; search is what keywords are looked for in.
pub(super) const TABLE: &str = "CREATE TABLE alidns_log (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, domain BIGINT, name TEXT NOT NULL, zone TEXT NOT NULL,
        group_id TEXT NOT NULL, deed TEXT NOT NULL, record TEXT NOT NULL, search TEXT NOT NULL, client TEXT NOT NULL,
        made BIGINT NOT NULL
    )";
pub(super) const BY_DOMAIN: &str = "CREATE INDEX alidns_log_domain ON alidns_log (domain, seq)";
pub(super) const BY_ACCOUNT: &str = "CREATE INDEX alidns_log_account ON alidns_log (account, seq)";

/// How many entries a world keeps.
const KEPT: i64 = 200_000;

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Entry {
    pub(in crate::alidns) account: String,
    /// The number of the domain, where a record was changed.
    pub(in crate::alidns) domain: Option<i64>,
    /// The name of the domain.
    pub(in crate::alidns) name: String,
    /// The id of the domain.
    pub(in crate::alidns) zone: String,
    pub(in crate::alidns) group: String,
    /// What was done: `add`, `update`, …
    pub(in crate::alidns) deed: String,
    /// Type, sub-domain, line, value and TTL of the record, as JSON.
    pub(in crate::alidns) record: String,
    pub(in crate::alidns) search: String,
    pub(in crate::alidns) client: String,
    pub(in crate::alidns) made: i64,
}

macro_rules! select {
    ($($rest:expr),*) => {
        concat!(
            "SELECT account, domain, name, zone, group_id, deed, record, search, client, made FROM alidns_log ",
            $($rest),*
        )
    };
}

fn read(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        account: row.text(0)?,
        domain: row.opt_int(1)?,
        name: row.text(2)?,
        zone: row.text(3)?,
        group: row.text(4)?,
        deed: row.text(5)?,
        record: row.text(6)?,
        search: row.text(7)?,
        client: row.text(8)?,
        made: row.int(9)?,
    })
}

/// Writes entries, the oldest first.
pub(in crate::alidns) fn add(tx: &mut dyn Tx, all: &[Entry]) -> Result<()> {
    let count = i64::try_from(all.len()).map_err(|_| StoreError::Shape)?;
    let last = store::tally_add_many(tx, "", "alidns_log", count)?;
    for (seq, it) in (last - count + 1..).zip(all) {
        tx.execute(
            "INSERT INTO alidns_log (seq, account, domain, name, zone, group_id, deed, record, search, client, made)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                seq,
                &it.account,
                it.domain,
                &it.name,
                &it.zone,
                &it.group,
                &it.deed,
                &it.record,
                it.search.to_lowercase(),
                &it.client,
                it.made,
            ],
        )?;
    }
    tx.execute("DELETE FROM alidns_log WHERE seq <= $1", args![last - KEPT])?;
    Ok(())
}

/// Which entries are listed.
#[derive(Clone, Debug, Default)]
pub(in crate::alidns) struct Wanted {
    pub(in crate::alidns) like: Option<String>,
    /// Not before this time.
    pub(in crate::alidns) from: Option<i64>,
    /// Before this time.
    pub(in crate::alidns) until: Option<i64>,
    pub(in crate::alidns) group: Option<String>,
}

/// A page of the entries about the records of a domain, the newest first, and how many there are.
pub(in crate::alidns) fn of_records(
    tx: &mut dyn Tx,
    domain: i64,
    it: &Wanted,
    page: Page,
) -> Result<(Vec<Entry>, i64)> {
    filtered!(
        select,
        "alidns_log ",
        "WHERE domain = $1 AND (CAST($2 AS TEXT) IS NULL OR search LIKE $2 ESCAPE '!')
         AND (CAST($3 AS BIGINT) IS NULL OR made >= $3) AND (CAST($4 AS BIGINT) IS NULL OR made < $4)",
        " ORDER BY seq DESC LIMIT $5 OFFSET $6"
    )
    .list(tx, args![domain, &it.like, it.from, it.until], None, page, read)
}

/// The same of the entries about the domains of an account.
pub(in crate::alidns) fn of_domains(
    tx: &mut dyn Tx,
    account: &str,
    it: &Wanted,
    page: Page,
) -> Result<(Vec<Entry>, i64)> {
    filtered!(
        select,
        "alidns_log ",
        "WHERE account = $1 AND domain IS NULL AND (CAST($2 AS TEXT) IS NULL OR search LIKE $2 ESCAPE '!')
         AND (CAST($3 AS BIGINT) IS NULL OR made >= $3) AND (CAST($4 AS BIGINT) IS NULL OR made < $4)
         AND (CAST($5 AS TEXT) IS NULL OR group_id = $5)",
        " ORDER BY seq DESC LIMIT $6 OFFSET $7"
    )
    .list(tx, args![account, &it.like, it.from, it.until, &it.group], None, page, read)
}
