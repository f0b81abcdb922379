//! The tasks of a directory, which take the time that its settings say. A task is a row while it runs, and due
//! work (`task_end.rs`) that carries it out when it ends.

use super::{
    tables::tasks::{self as rows, Task, TaskKind},
    tree::Directory,
};
use crate::{
    Cx, Result,
    ports::{due::WorkOwner, store::Tx},
    shared::ids,
};

/// The kind of the due work at the end of a task; its subject is the id of the task.
pub(super) const ENDS: &str = "task";

/// Begins a task that ends once the time of the directory's tasks has passed.
pub(super) fn begin(
    cx: &mut Cx<'_>,
    directory: &Directory,
    kind: TaskKind,
    subject: &str,
    scopes: Vec<String>,
) -> Result<()> {
    begin_for(cx, directory, directory.settings.task_millis, (kind, subject, scopes))
}

/// [`begin`], for a task that takes so many milliseconds.
pub(super) fn begin_for(
    cx: &mut Cx<'_>,
    directory: &Directory,
    millis: i64,
    (kind, subject, scopes): (TaskKind, &str, Vec<String>),
) -> Result<()> {
    let task = Task {
        id: ids::letters(cx.random, 16),
        directory: directory.id.clone(),
        kind,
        subject: subject.to_owned(),
        scopes,
        ends: cx.now.saturating_add(millis),
    };
    rows::add(cx.tx, &task)?;
    let owner = WorkOwner { account: &directory.master, region: "" };
    cx.schedule_for(owner, task.ends, ENDS, &task.id)
}

/// Whether a task about this subject runs.
pub(super) fn is_running(tx: &mut dyn Tx, directory: &str, subject: &str) -> Result<bool> {
    Ok(!rows::queued(tx, directory, Some(subject))?.is_empty())
}

/// Cancels the tasks of a directory that is destroyed.
pub(super) fn cancel_all(cx: &mut Cx<'_>, directory: &Directory) -> Result<()> {
    for task in rows::queued(cx.tx, &directory.id, None)? {
        cx.cancel_for(&directory.master, ENDS, &task.id)?;
        rows::delete(cx.tx, &task.id)?;
    }
    Ok(())
}
