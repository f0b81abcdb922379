//! What name servers answer with: records since they are published, and what records were before, until that ends.

use super::{domains::Domain, records::Record};
use crate::{
    alidns::names,
    args,
    ports::store::{Result, Row, Tx},
};

// What a record was that has changed or is gone, answered from `since` until `until`.
pub(super) const TABLE: &str = "CREATE TABLE alidns_past (
        record BIGINT NOT NULL, domain BIGINT NOT NULL, path TEXT COLLATE \"C\" NOT NULL, rr_key TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
        line TEXT NOT NULL, ttl BIGINT NOT NULL, priority BIGINT, weight BIGINT NOT NULL, since BIGINT NOT NULL,
        until BIGINT NOT NULL
    )";
pub(super) const BY_RECORD: &str = "CREATE INDEX alidns_past_record ON alidns_past (record)";
pub(super) const BY_PATH: &str = "CREATE INDEX alidns_past_path ON alidns_past (domain, path)";

/// A record as name servers know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Published {
    /// The sub-domain, in ASCII and lower case.
    pub(in crate::alidns) rr: String,
    pub(in crate::alidns) kind: String,
    pub(in crate::alidns) value: String,
    pub(in crate::alidns) line: String,
    pub(in crate::alidns) ttl: i64,
    pub(in crate::alidns) priority: Option<i64>,
    pub(in crate::alidns) weight: i64,
}

fn read(row: &Row<'_>) -> Result<Published> {
    Ok(Published {
        rr: row.text(0)?,
        kind: row.text(1)?,
        value: row.text(2)?,
        line: row.text(3)?,
        ttl: row.int(4)?,
        priority: row.opt_int(5)?,
        weight: row.int(6)?,
    })
}

/// The records of a name of a domain at a time, the oldest first. `path` is the sub-domain as [`names::path`] has it.
pub(in crate::alidns) fn at(
    tx: &mut dyn Tx,
    domain: i64,
    path: &str,
    now: i64,
) -> Result<Vec<Published>> {
    tx.rows(
        "SELECT rr_key, type, value, line, ttl, priority, weight, +seq AS number FROM alidns_record
         WHERE domain = $1 AND enabled = 1 AND path = $2 AND published <= $3
         UNION ALL SELECT rr_key, type, value, line, ttl, priority, weight, +record FROM alidns_past
         WHERE domain = $1 AND path = $2 AND since <= $3 AND until > $3 ORDER BY number",
        args![domain, path, now],
        read,
    )
}

/// Whether a domain has a record at a name, or below it, at a time.
pub(in crate::alidns) fn is_there(
    tx: &mut dyn Tx,
    domain: i64,
    path: &str,
    now: i64,
) -> Result<bool> {
    // The character after the dot: what begins with the path and a dot is before it.
    let (below, end) = (format!("{path}."), format!("{path}/"));
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM alidns_record
         WHERE domain = $1 AND enabled = 1 AND path >= $2 AND path < $3 AND (path = $2 OR path >= $4)
         AND published <= $5
         UNION ALL SELECT CAST(1 AS BIGINT) FROM alidns_past
         WHERE domain = $1 AND path >= $2 AND path < $3 AND (path = $2 OR path >= $4)
         AND since <= $5 AND until > $5
         LIMIT 1",
        args![domain, path, end, below, now],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// When name servers answer with what is changed: at once, whatever the clock, or at a time.
pub(in crate::alidns) type Publication = Option<i64>;

/// The time of a publication as it is stored: the first of all, where it is at once.
pub(in crate::alidns) fn since(publication: Publication) -> i64 {
    publication.unwrap_or(0)
}

/// Keeps what records were, to be answered with until a change of them is published, if they are answered before; and drops
/// what is answered no longer.
pub(in crate::alidns) fn keep(
    tx: &mut dyn Tx,
    domain: &Domain,
    all: &[Record],
    (now, publication): (i64, Publication),
) -> Result<()> {
    tx.execute(
        "DELETE FROM alidns_past WHERE domain = $1 AND until <= $2",
        args![domain.seq, now],
    )?;
    let some = "SELECT CAST(1 AS BIGINT) FROM alidns_past WHERE domain = $1 LIMIT 1";
    if tx.row(some, args![domain.seq], |row| row.int(0))?.is_some() {
        // What a record was before is not answered beside what it becomes, whose delay may be shorter.
        let until = publication.unwrap_or(now);
        for it in all {
            tx.execute(
                "UPDATE alidns_past SET until = $1 WHERE record = $2 AND until > $1",
                args![until, it.seq],
            )?;
        }
    }
    let Some(until) = publication else { return Ok(()) };
    for it in all.iter().filter(|it| it.enabled && it.published < until && now < until) {
        tx.execute(
            "INSERT INTO alidns_past (record, domain, path, rr_key, type, value, line, ttl, priority, weight, since, until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                it.seq,
                domain.seq,
                names::path(&it.rr),
                names::ascii(&it.rr),
                &it.kind,
                &it.value,
                &it.line,
                it.ttl,
                it.priority,
                it.weight,
                it.published,
                until,
            ],
        )?;
    }
    Ok(())
}
