//! The tasks of a directory, which take the time that its settings say. A task is a row while it runs, and due
//! work that carries it out when it ends.

use serde_json::{Value, json};

use super::{
    accounts::deletion,
    contacts::contact_tasks,
    control_policies, settings,
    tables::tasks::{self as rows, Task, TaskKind},
    tree::Directory,
};
use crate::{
    Cx, Result,
    core::control::{ControlError, ControlRequest},
    ports::{
        due::{DueWork, WorkOwner},
        store::Tx,
    },
    shared::{format::iso, ids},
};

/// A task ends; the subject is its id.
pub(super) const END: DueWork =
    DueWork { kind: "task", about: |id| format!("end of task {id}"), run: end };

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
    cx.schedule_for(owner, task.ends, END.kind, &task.id)
}

/// Whether a task about this subject runs.
pub(super) fn is_running(tx: &mut dyn Tx, directory: &str, subject: &str) -> Result<bool> {
    Ok(!rows::queued(tx, directory, Some(subject))?.is_empty())
}

/// Cancels the tasks of a directory that is destroyed.
pub(super) fn cancel_all(cx: &mut Cx<'_>, directory: &Directory) -> Result<()> {
    for task in rows::queued(cx.tx, &directory.id, None)? {
        cx.cancel_for(&directory.master, END.kind, &task.id)?;
        rows::delete(cx.tx, &task.id)?;
    }
    Ok(())
}

fn end(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let Some(task) = rows::task(cx.tx, id)? else { return Ok(()) };
    rows::delete(cx.tx, id)?;
    match task.kind {
        TaskKind::BindContact | TaskKind::UnbindContact | TaskKind::DeleteContact => {
            contact_tasks::end(cx, &task)
        }
        TaskKind::MoveContacts => contact_tasks::end_move(cx.tx, &task),
        TaskKind::SwitchControlPolicies => control_policies::end_change(cx, &task.directory),
        TaskKind::CheckAccount => deletion::end_check(cx, &task.subject),
        TaskKind::DeleteAccount => deletion::step(cx, &task.subject),
    }
}

/// Lists the tasks of the directory that the account of the request manages.
pub(super) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let directory = settings::managed(cx)?;
    let all = rows::queued(cx.tx, &directory.id, None)?;
    let all: Vec<Value> = all
        .iter()
        .map(|task| json!({ "kind": task.kind.name(), "of": task.subject, "ends": iso(task.ends) }))
        .collect();
    Ok(json!({ "tasks": all }))
}
