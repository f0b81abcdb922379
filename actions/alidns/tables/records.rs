//! Records of domains.

use std::collections::BTreeMap;

use super::{
    domains::{Domain, OF_TYPE, RECORDS, typed},
    words,
};
use crate::{
    alidns::names,
    args,
    ports::store::{self, Result, Row, Tx},
};

// rr_key is rr in ASCII and lower case, which is the same for all its forms; path its labels in ASCII, the last first, value_key what makes two values the same; priority is
// null where the type has none; published is since when name servers answer with it.
pub(super) const TABLE: &str = "CREATE TABLE alidns_record (
        seq BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT NULL, domain BIGINT NOT NULL, rr TEXT NOT NULL,
        rr_key TEXT NOT NULL, path TEXT COLLATE \"C\" NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, value_key TEXT NOT NULL,
        line TEXT NOT NULL, ttl BIGINT NOT NULL, priority BIGINT, weight BIGINT NOT NULL, enabled BIGINT NOT NULL,
        locked BIGINT NOT NULL, remark TEXT NOT NULL, made BIGINT NOT NULL, changed BIGINT, published BIGINT NOT NULL
    )";
pub(super) const BY_ID: &str = "CREATE UNIQUE INDEX alidns_record_id ON alidns_record (id)";
pub(super) const BY_DOMAIN: &str =
    "CREATE INDEX alidns_record_domain ON alidns_record (domain, seq)";
pub(super) const BY_NAME: &str = "CREATE UNIQUE INDEX alidns_record_name ON alidns_record (domain, rr_key, line, type, value_key)";
pub(super) const BY_TYPE: &str =
    "CREATE INDEX alidns_record_type ON alidns_record (domain, type, seq)";
pub(super) const BY_PATH: &str =
    "CREATE INDEX alidns_record_path ON alidns_record (domain, enabled, path)";

macro_rules! select_records {
    ($($rest:expr),*) => {
        concat!(
            "SELECT seq, id, domain, rr, type, value, value_key, line, ttl, priority, weight, enabled, locked, remark,
             made, changed, published FROM alidns_record ",
            $($rest),*
        )
    };
}
pub(super) use select_records;

/// A record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Record {
    /// 0 until it is stored.
    pub(in crate::alidns) seq: i64,
    /// Digits.
    pub(in crate::alidns) id: String,
    /// The number of its domain.
    pub(in crate::alidns) domain: i64,
    pub(in crate::alidns) rr: String,
    /// The type, in capital letters.
    pub(in crate::alidns) kind: String,
    pub(in crate::alidns) value: String,
    /// What makes two values of a type the same.
    pub(in crate::alidns) value_key: String,
    pub(in crate::alidns) line: String,
    pub(in crate::alidns) ttl: i64,
    pub(in crate::alidns) priority: Option<i64>,
    pub(in crate::alidns) weight: i64,
    pub(in crate::alidns) enabled: bool,
    pub(in crate::alidns) locked: bool,
    pub(in crate::alidns) remark: String,
    pub(in crate::alidns) made: i64,
    pub(in crate::alidns) changed: Option<i64>,
    /// Since when name servers answer with it.
    pub(in crate::alidns) published: i64,
}

pub(super) fn read(row: &Row<'_>) -> Result<Record> {
    Ok(Record {
        seq: row.int(0)?,
        id: row.text(1)?,
        domain: row.int(2)?,
        rr: row.text(3)?,
        kind: row.text(4)?,
        value: row.text(5)?,
        value_key: row.text(6)?,
        line: row.text(7)?,
        ttl: row.int(8)?,
        priority: row.opt_int(9)?,
        weight: row.int(10)?,
        enabled: row.flag(11)?,
        locked: row.flag(12)?,
        remark: row.text(13)?,
        made: row.int(14)?,
        changed: row.opt_int(15)?,
        published: row.int(16)?,
    })
}

/// Stores a record of a domain: a new one, whose `seq` is 0, or one that has changed.
pub(in crate::alidns) fn put(tx: &mut dyn Tx, domain: &Domain, it: &mut Record) -> Result<()> {
    let before = if it.seq == 0 {
        it.seq = store::tally_add(tx, "", RECORDS)?;
        store::tally_add(tx, &domain.id, RECORDS)?;
        None
    } else {
        record(tx, &it.id)?
    };
    let kind = &*it.kind;
    if before.as_ref().is_none_or(|before| before.kind != kind) {
        if let Some(before) = &before {
            store::tally_sub(tx, &typed(&domain.id, &before.kind), OF_TYPE, 1)?;
        }
        store::tally_add(tx, &typed(&domain.id, kind), OF_TYPE)?;
    }
    let texts = (&*it.rr, &*it.value);
    let texts_before = before.as_ref().map(|it| (&*it.rr, &*it.value));
    if texts_before != Some(texts) {
        if let Some(before) = texts_before {
            words::remove(tx, (domain.seq, it.seq), before)?;
        }
        words::add(tx, (domain.seq, it.seq), texts)?;
    }
    tx.execute(
        "INSERT INTO alidns_record (seq, id, account, domain, rr, rr_key, path, type, value, value_key, line, ttl, priority,
         weight, enabled, locked, remark, made, changed, published)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         ON CONFLICT (seq) DO UPDATE SET rr = excluded.rr, rr_key = excluded.rr_key, path = excluded.path,
         type = excluded.type, value = excluded.value, value_key = excluded.value_key, line = excluded.line,
         ttl = excluded.ttl, priority = excluded.priority, weight = excluded.weight, enabled = excluded.enabled,
         locked = excluded.locked, remark = excluded.remark, changed = excluded.changed,
         published = excluded.published",
        args![
            it.seq,
            &it.id,
            &domain.account,
            domain.seq,
            &it.rr,
            names::ascii(&it.rr),
            names::path(&it.rr),
            &it.kind,
            &it.value,
            &it.value_key,
            &it.line,
            it.ttl,
            it.priority,
            it.weight,
            it.enabled,
            it.locked,
            &it.remark,
            it.made,
            it.changed,
            it.published,
        ],
    )?;
    Ok(())
}

/// The record of this id, of whatever account.
pub(in crate::alidns) fn record(tx: &mut dyn Tx, id: &str) -> Result<Option<Record>> {
    tx.row(select_records!("WHERE id = $1"), args![id], read)
}

/// Deletes records of a domain, at the cost of these records, or of one look through the words of the domain.
pub(in crate::alidns) fn delete(tx: &mut dyn Tx, domain: &Domain, all: &[Record]) -> Result<()> {
    let held = store::tally(tx, &domain.id, RECORDS)?;
    // To take the words of each out is dearer than to look which are without a record.
    let are_many = i64::try_from(all.len()).is_ok_and(|it| it > held / 4);
    let mut of_type: BTreeMap<&str, u64> = BTreeMap::new();
    for it in all {
        tx.execute("DELETE FROM alidns_record WHERE seq = $1", args![it.seq])?;
        if !are_many {
            words::remove(tx, (domain.seq, it.seq), (&it.rr, &it.value))?;
        }
        *of_type.entry(&it.kind).or_default() += 1;
    }
    if are_many {
        words::remove_lost(tx, domain.seq)?;
    }
    for (kind, count) in &of_type {
        store::tally_sub(tx, &typed(&domain.id, kind), OF_TYPE, *count)?;
    }
    store::tally_sub(tx, &domain.id, RECORDS, of_type.values().sum())
}

/// The records of a sub-domain, which is in ASCII and lower case, on a line or on any, the newest first.
pub(in crate::alidns) fn of_name(
    tx: &mut dyn Tx,
    domain: i64,
    rr_key: &str,
    line: Option<&str>,
) -> Result<Vec<Record>> {
    // Without the plus it would be looked for in this order, and not by name.
    tx.rows(
        select_records!(
            "WHERE domain = $1 AND rr_key = $2 AND (CAST($3 AS TEXT) IS NULL OR line = $3)
             ORDER BY +seq DESC"
        ),
        args![domain, rr_key, line],
        read,
    )
}

/// All records of a domain, the oldest first.
pub(in crate::alidns) fn all(tx: &mut dyn Tx, domain: i64) -> Result<Vec<Record>> {
    tx.rows(select_records!("WHERE domain = $1 ORDER BY seq"), args![domain], read)
}
