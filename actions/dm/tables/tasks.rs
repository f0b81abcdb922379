//! Sending by template to a list of recipients, as a task each.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// status is 1 once it is sent.
pub(super) const TABLE: &str = "CREATE TABLE dm_task (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, template TEXT NOT NULL,
        receivers TEXT NOT NULL, address_type BIGINT NOT NULL, tag TEXT NOT NULL, requests BIGINT NOT NULL,
        status BIGINT NOT NULL, made BIGINT NOT NULL
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX dm_task_owner ON dm_task (region, account, id)";

const TASK: IdSequence = IdSequence::new("dm_task", 145_263);

macro_rules! tasks {
    ($($rest:literal),+) => {
        concat!("SELECT id, template, receivers, address_type, tag, requests, status, made FROM dm_task ", $($rest),+)
    };
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Task {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    /// The name of the template.
    pub(in crate::dm) template: String,
    /// The name of the list.
    pub(in crate::dm) receivers: String,
    pub(in crate::dm) address_type: i64,
    pub(in crate::dm) tag: String,
    pub(in crate::dm) requests: i64,
    pub(in crate::dm) status: i64,
    pub(in crate::dm) made: i64,
}

/// Inserts a task, which gets the next id.
pub(in crate::dm) fn add(tx: &mut dyn Tx, owner: Owner<'_>, it: &Task) -> Result<()> {
    let id = TASK.add(tx, owner)?;
    tx.execute(
        "INSERT INTO dm_task (id, region, account, template, receivers, address_type, tag, requests, status, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            id,
            owner.region,
            owner.account,
            &*it.template,
            &*it.receivers,
            it.address_type,
            &*it.tag,
            it.requests,
            it.status,
            it.made
        ],
    )?;
    Ok(())
}

const LIST: FilteredList = filtered!(
    tasks,
    "dm_task ",
    "WHERE region = $1 AND account = $2
     AND (CAST($3 AS TEXT) IS NULL OR LOWER(template) LIKE $3 ESCAPE '!' OR LOWER(receivers) LIKE $3 ESCAPE '!')
     AND (CAST($4 AS BIGINT) IS NULL OR status = $4) ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the tasks, newest first, and the total. `like` is a [pattern](crate::shared::filters::pattern).
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (like, status): (Option<&str>, Option<i64>),
    page: Page,
) -> Result<(Vec<Task>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like, status], None, page, read)
}

fn read(row: &Row<'_>) -> Result<Task> {
    Ok(Task {
        id: row.int(0)?,
        template: row.text(1)?,
        receivers: row.text(2)?,
        address_type: row.int(3)?,
        tag: row.text(4)?,
        requests: row.int(5)?,
        status: row.int(6)?,
        made: row.int(7)?,
    })
}
