//! The tasks of directories: one row for each that has not ended.

use crate::{
    args,
    ports::store::{Result, Row, StoreError, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_task (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, directory TEXT COLLATE \"C\" NOT NULL,
        kind TEXT NOT NULL, subject TEXT COLLATE \"C\" NOT NULL, scopes TEXT NOT NULL,
        ends BIGINT NOT NULL
    )";
pub(crate) const BY_SUBJECT: &str =
    "CREATE INDEX resource_task_of ON resource_task (directory, subject)";

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskKind {
    /// Makes a contact a recipient of the members of its new targets.
    BindContact,
    /// Removes a contact from the members that none of its targets covers any longer.
    UnbindContact,
    /// Removes a contact from all members.
    DeleteContact,
    /// Exchanges the contacts that a member inherits.
    MoveContacts,
    /// Enables or disables the control policies of the directory.
    SwitchControlPolicies,
    /// Checks whether a member may be deleted.
    CheckAccount,
    /// Takes the next step of the deletion of a member.
    DeleteAccount,
}

impl TaskKind {
    const ALL: [Self; 7] = [
        Self::BindContact,
        Self::UnbindContact,
        Self::DeleteContact,
        Self::MoveContacts,
        Self::SwitchControlPolicies,
        Self::CheckAccount,
        Self::DeleteAccount,
    ];

    /// As it is stored, and its name in the control API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::BindContact => "bind-contact",
            Self::UnbindContact => "unbind-contact",
            Self::DeleteContact => "delete-contact",
            Self::MoveContacts => "move-contacts",
            Self::SwitchControlPolicies => "switch-control-policies",
            Self::CheckAccount => "check-account",
            Self::DeleteAccount => "delete-account",
        }
    }
}

/// A task that has not ended.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) directory: String,
    pub(crate) kind: TaskKind,
    /// The id of the contact, of the account of the member, or of the directory itself.
    pub(crate) subject: String,
    /// The scopes that are bound or unbound; of a move the path of the former folder; else none.
    pub(crate) scopes: Vec<String>,
    /// When it ends, in milliseconds on the world's clock.
    pub(crate) ends: i64,
}

fn read(row: &Row<'_>) -> Result<Task> {
    let name = row.text(2)?;
    let kind = TaskKind::ALL.into_iter().find(|it| it.name() == name);
    Ok(Task {
        id: row.text(0)?,
        directory: row.text(1)?,
        kind: kind.ok_or(StoreError::Shape)?,
        subject: row.text(3)?,
        scopes: row.text(4)?.split_terminator(',').map(str::to_owned).collect(),
        ends: row.int(5)?,
    })
}

/// A task by its id.
pub(crate) fn task(tx: &mut dyn Tx, id: &str) -> Result<Option<Task>> {
    tx.row(
        "SELECT id, directory, kind, subject, scopes, ends FROM resource_task WHERE id = $1",
        args![id],
        read,
    )
}

/// The tasks of a directory, or those about one subject, the next to end first.
pub(crate) fn queued(tx: &mut dyn Tx, directory: &str, subject: Option<&str>) -> Result<Vec<Task>> {
    tx.rows(
        "SELECT id, directory, kind, subject, scopes, ends FROM resource_task
         WHERE directory = $1 AND (CAST($2 AS TEXT) IS NULL OR subject = $2) ORDER BY ends, id",
        args![directory, subject],
        read,
    )
}

/// Adds a task.
pub(crate) fn add(tx: &mut dyn Tx, task: &Task) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_task (id, directory, kind, subject, scopes, ends)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            &task.id,
            &task.directory,
            task.kind.name(),
            &task.subject,
            task.scopes.join(","),
            task.ends
        ],
    )?;
    Ok(())
}

/// Removes a task that has ended.
pub(crate) fn delete(tx: &mut dyn Tx, id: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_task WHERE id = $1", args![id])?;
    Ok(())
}
