//! What the tasks of a directory carry out when they end, and the list of those that run.

use serde_json::{Value, json};

use super::{
    accounts::deletion,
    contacts::contact_tasks,
    control_policies, settings,
    tables::tasks::{self as rows, TaskKind},
    tasks::ENDS,
};
use crate::{
    Cx, Result,
    core::control::{ControlError, ControlRequest},
    ports::due::{About, DueWork},
    shared::format::iso,
};

/// A task ends; the subject is its id.
pub(super) const END: DueWork = DueWork {
    kind: ENDS,
    about: |id| About::new(format!("end of task {id}"), format!("任务 {id} 结束")),
    run: end,
};

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
