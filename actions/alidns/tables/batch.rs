//! Tasks that add and delete many domains or records, and what has become of each.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
    shared::filters::filtered,
};

// ready is when the outcome is told; good and reason are of each item.
pub(super) const TABLE: &str = "CREATE TABLE alidns_task (
        id BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL,
        total BIGINT NOT NULL, good BIGINT NOT NULL, failed BIGINT NOT NULL
    )";
pub(super) const BY_ACCOUNT: &str = "CREATE INDEX alidns_task_account ON alidns_task (account, id)";
pub(super) const ITEMS: &str = "CREATE TABLE alidns_task_item (
        task BIGINT NOT NULL, place BIGINT NOT NULL, domain TEXT NOT NULL, rr TEXT, type TEXT, value TEXT, line TEXT, ttl BIGINT,
        priority BIGINT, record TEXT, good BIGINT NOT NULL, reason TEXT, PRIMARY KEY (task, place)
    )";

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Task {
    /// 0 until it is stored.
    pub(in crate::alidns) id: i64,
    pub(in crate::alidns) account: String,
    pub(in crate::alidns) kind: String,
    pub(in crate::alidns) made: i64,
    /// When its outcome is told.
    pub(in crate::alidns) ready: i64,
    pub(in crate::alidns) total: i64,
    pub(in crate::alidns) good: i64,
    pub(in crate::alidns) failed: i64,
}

/// What a task does with one domain or record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::alidns) struct Item {
    pub(in crate::alidns) domain: String,
    pub(in crate::alidns) rr: Option<String>,
    pub(in crate::alidns) kind: Option<String>,
    pub(in crate::alidns) value: Option<String>,
    pub(in crate::alidns) line: Option<String>,
    pub(in crate::alidns) ttl: Option<i64>,
    pub(in crate::alidns) priority: Option<i64>,
    pub(in crate::alidns) record: Option<String>,
    /// The code that it was refused with.
    pub(in crate::alidns) reason: Option<String>,
}

/// Stores a task with its items.
pub(in crate::alidns) fn add(tx: &mut dyn Tx, it: &mut Task, items: &[Item]) -> Result<()> {
    it.id = store::tally_add(tx, "", "alidns_task")? + 345_344;
    tx.execute(
        "INSERT INTO alidns_task (id, account, kind, made, ready, total, good, failed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![it.id, &it.account, &it.kind, it.made, it.ready, it.total, it.good, it.failed],
    )?;
    for (place, item) in (1_i64..).zip(items) {
        tx.execute(
            "INSERT INTO alidns_task_item (task, place, domain, rr, type, value, line, ttl, priority, record, good, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            args![
                it.id,
                place,
                &item.domain,
                &item.rr,
                &item.kind,
                &item.value,
                &item.line,
                item.ttl,
                item.priority,
                &item.record,
                item.reason.is_none(),
                &item.reason,
            ],
        )?;
    }
    Ok(())
}

/// The task of this id, or the last one of the account, of a kind or of any.
pub(in crate::alidns) fn find(
    tx: &mut dyn Tx,
    account: &str,
    id: Option<i64>,
    kind: Option<&str>,
) -> Result<Option<Task>> {
    tx.row(
        "SELECT id, account, kind, made, ready, total, good, failed FROM alidns_task WHERE account = $1
         AND (CAST($2 AS BIGINT) IS NULL OR id = $2) AND (CAST($3 AS TEXT) IS NULL OR kind = $3)
         ORDER BY id DESC LIMIT 1",
        args![account, id, kind],
        |row| {
            Ok(Task {
                id: row.int(0)?,
                account: row.text(1)?,
                kind: row.text(2)?,
                made: row.int(3)?,
                ready: row.int(4)?,
                total: row.int(5)?,
                good: row.int(6)?,
                failed: row.int(7)?,
            })
        },
    )
}

macro_rules! select {
    ($($rest:expr),*) => {
        concat!(
            "SELECT domain, rr, type, value, line, ttl, priority, record, reason FROM alidns_task_item ",
            $($rest),*
        )
    };
}

fn read(row: &Row<'_>) -> Result<Item> {
    Ok(Item {
        domain: row.text(0)?,
        rr: row.opt_text(1)?,
        kind: row.opt_text(2)?,
        value: row.opt_text(3)?,
        line: row.opt_text(4)?,
        ttl: row.opt_int(5)?,
        priority: row.opt_int(6)?,
        record: row.opt_text(7)?,
        reason: row.opt_text(8)?,
    })
}

/// A page of the items of a task, those that went well or failed or all, and how many there are.
pub(in crate::alidns) fn items(
    tx: &mut dyn Tx,
    task: i64,
    good: Option<bool>,
    page: Page,
) -> Result<(Vec<Item>, i64)> {
    filtered!(
        select,
        "alidns_task_item ",
        "WHERE task = $1 AND (CAST($2 AS BIGINT) IS NULL OR good = $2)",
        " ORDER BY place LIMIT $3 OFFSET $4"
    )
    .list(tx, args![task, good], None, page, read)
}
