//! Tasks that refresh or prefetch, and how much of the quotas of a day is used.

use crate::{
    args,
    cdn::service::Service,
    ports::store::{self, Result, Row, Tx},
    request::page::Page,
    shared::filters::filtered,
};

// One row for each path; paths of one call may share an id. ready is when it is complete; failed says why it is not.
pub(super) const TABLE: &str = "CREATE TABLE cdn_task (
        seq BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, service TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
        path TEXT NOT NULL, domain TEXT NOT NULL, made BIGINT NOT NULL, ready BIGINT NOT NULL, failed TEXT
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX cdn_task_account ON cdn_task (account, service, seq)";
pub(super) const BY_ID: &str = "CREATE INDEX cdn_task_id ON cdn_task (account, id)";
pub(super) const USED: &str = "CREATE TABLE cdn_used (
        account TEXT NOT NULL, service TEXT NOT NULL, kind TEXT NOT NULL, day BIGINT NOT NULL, used BIGINT NOT NULL,
        PRIMARY KEY (account, service, kind)
    )";

macro_rules! select_tasks {
    ($($rest:expr),*) => {
        concat!("SELECT seq, id, kind, path, domain, made, ready, failed FROM cdn_task ", $($rest),*)
    };
}

/// A task of one path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cdn) struct Task {
    /// 0 until it is stored.
    pub(in crate::cdn) seq: i64,
    /// Digits.
    pub(in crate::cdn) id: String,
    /// `file`, `directory`, `regex`, `IgnoreParams` or `preload`.
    pub(in crate::cdn) kind: String,
    pub(in crate::cdn) path: String,
    /// The name of its domain.
    pub(in crate::cdn) domain: String,
    pub(in crate::cdn) made: i64,
    pub(in crate::cdn) ready: i64,
    /// Why it has failed.
    pub(in crate::cdn) failed: Option<String>,
}

fn read(row: &Row<'_>) -> Result<Task> {
    Ok(Task {
        seq: row.int(0)?,
        id: row.text(1)?,
        kind: row.text(2)?,
        path: row.text(3)?,
        domain: row.text(4)?,
        made: row.int(5)?,
        ready: row.int(6)?,
        failed: row.opt_text(7)?,
    })
}

/// Stores a new task.
pub(in crate::cdn) fn add(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    it: &Task,
) -> Result<()> {
    let seq = store::tally_add(tx, "", "cdn_task")?;
    tx.execute(
        "INSERT INTO cdn_task (seq, account, service, id, kind, path, domain, made, ready, failed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            seq,
            account,
            service.name(),
            &it.id,
            &it.kind,
            &it.path,
            &it.domain,
            it.made,
            it.ready,
            &it.failed,
        ],
    )?;
    Ok(())
}

/// The tasks of an account with this id, at either product.
pub(in crate::cdn) fn of_id(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Vec<Task>> {
    tx.rows(select_tasks!("WHERE account = $1 AND id = $2 ORDER BY seq"), args![account, id], read)
}

/// Ends a task: it is complete, or it has failed for a reason.
pub(in crate::cdn) fn end(
    tx: &mut dyn Tx,
    account: &str,
    id: &str,
    (at, failed): (i64, Option<&str>),
) -> Result<()> {
    tx.execute(
        "UPDATE cdn_task SET ready = $1, failed = $2 WHERE account = $3 AND id = $4",
        args![at, failed, account, id],
    )?;
    Ok(())
}

/// Which tasks are listed: those that are all of this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cdn) struct Wanted {
    pub(in crate::cdn) id: Option<String>,
    pub(in crate::cdn) path: Option<String>,
    pub(in crate::cdn) kind: Option<String>,
    pub(in crate::cdn) domain: Option<String>,
    /// Whether they have failed, or are complete, or neither.
    pub(in crate::cdn) failed: Option<bool>,
    pub(in crate::cdn) complete: Option<bool>,
    pub(in crate::cdn) from: i64,
    pub(in crate::cdn) to: i64,
}

/// A page of the tasks of an account at a product, the newest first, and how many there are.
pub(in crate::cdn) fn list(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    it: &Wanted,
    (now, page): (i64, Page),
) -> Result<(Vec<Task>, i64)> {
    let filter = args![
        account,
        service.name(),
        &it.id,
        &it.path,
        &it.kind,
        &it.domain,
        it.failed,
        it.complete,
        now,
        it.from,
        it.to,
    ];
    filtered!(
        select_tasks,
        "cdn_task ",
        "WHERE account = $1 AND service = $2 AND (CAST($3 AS TEXT) IS NULL OR id = $3)
         AND (CAST($4 AS TEXT) IS NULL OR path = $4) AND (CAST($5 AS TEXT) IS NULL OR kind = $5)
         AND (CAST($6 AS TEXT) IS NULL OR domain = $6)
         AND (CAST($7 AS BIGINT) IS NULL OR (CASE WHEN failed IS NULL THEN 0 ELSE 1 END) = $7)
         AND (CAST($8 AS BIGINT) IS NULL OR (CASE WHEN ready <= $9 THEN 1 ELSE 0 END) = $8)
         AND made >= $10 AND made <= $11",
        " ORDER BY seq DESC LIMIT $12 OFFSET $13"
    )
    .list(tx, filter, None, page, read)
}

/// How much of a quota an account has used on a day.
pub(in crate::cdn) fn used(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    kind: &str,
    day: i64,
) -> Result<i64> {
    let found = tx.row(
        "SELECT used FROM cdn_used WHERE account = $1 AND service = $2 AND kind = $3 AND day = $4",
        args![account, service.name(), kind, day],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// Sets it.
pub(in crate::cdn) fn put_used(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    kind: &str,
    (day, used): (i64, i64),
) -> Result<()> {
    tx.execute(
        "INSERT INTO cdn_used (account, service, kind, day, used) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, service, kind) DO UPDATE SET day = excluded.day, used = excluded.used",
        args![account, service.name(), kind, day, used],
    )?;
    Ok(())
}
