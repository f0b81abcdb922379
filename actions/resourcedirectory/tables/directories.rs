//! Resource directories: one row for each management account.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_directory (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, master TEXT NOT NULL UNIQUE, root TEXT NOT NULL,
        made BIGINT NOT NULL, member_deletion BIGINT NOT NULL, name_sync BIGINT NOT NULL,
        control_policies BIGINT NOT NULL, folders BIGINT NOT NULL, members BIGINT NOT NULL,
        contacts BIGINT NOT NULL, task_millis BIGINT NOT NULL
    )";

/// A resource directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    /// `rd-` and six letters or digits.
    pub(crate) id: String,
    /// The account that manages it, which is no member.
    pub(crate) master: String,
    /// The id of its Root folder: `r-` and six letters or digits.
    pub(crate) root: String,
    /// When it was enabled, in milliseconds on the world's clock.
    pub(crate) made: i64,
    /// Whether its members may be deleted.
    pub(crate) member_deletion: bool,
    /// Whether the display names of members become the names of their accounts.
    pub(crate) name_sync: bool,
    /// Whether its control policies are evaluated.
    pub(crate) control_policies: bool,
    /// What the operator of the emulator may set.
    pub(crate) settings: Settings,
}

/// What the cloud's quota center, or its size, decides, and the control API sets here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settings {
    /// How many folders it may have, Root not counted.
    pub(crate) folders: i64,
    /// How many members it may have.
    pub(crate) members: i64,
    /// How many message contacts it may have.
    pub(crate) contacts: i64,
    /// How long its tasks take, in milliseconds: 0 if they end before the next call.
    pub(crate) task_millis: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { folders: 100, members: 20, contacts: 20, task_millis: 0 }
    }
}

macro_rules! select {
    ($from:literal) => {
        concat!(
            "SELECT d.id, d.master, d.root, d.made, d.member_deletion, d.name_sync, d.control_policies,
             d.folders, d.members, d.contacts, d.task_millis FROM ",
            $from
        )
    };
}

fn read(row: &Row<'_>) -> Result<Directory> {
    Ok(Directory {
        id: row.text(0)?,
        master: row.text(1)?,
        root: row.text(2)?,
        made: row.int(3)?,
        member_deletion: row.flag(4)?,
        name_sync: row.flag(5)?,
        control_policies: row.flag(6)?,
        settings: Settings {
            folders: row.int(7)?,
            members: row.int(8)?,
            contacts: row.int(9)?,
            task_millis: row.int(10)?,
        },
    })
}

/// The directory of this id.
pub(crate) fn directory(tx: &mut dyn Tx, id: &str) -> Result<Option<Directory>> {
    tx.row(select!("resource_directory d WHERE d.id = $1"), args![id], read)
}

/// The directory that the account manages.
pub(crate) fn managed_by(tx: &mut dyn Tx, account: &str) -> Result<Option<Directory>> {
    tx.row(select!("resource_directory d WHERE d.master = $1"), args![account], read)
}

/// The directory that the account is a member of.
pub(crate) fn joined_by(tx: &mut dyn Tx, account: &str) -> Result<Option<Directory>> {
    tx.row(
        select!(
            "resource_member m JOIN resource_directory d ON d.id = m.directory WHERE m.account = $1"
        ),
        args![account],
        read,
    )
}

/// Whether a directory has a Root folder of this id.
pub(crate) fn has_root(tx: &mut dyn Tx, root: &str) -> Result<bool> {
    let found =
        tx.row("SELECT id FROM resource_directory WHERE root = $1", args![root], |row| {
            row.text(0)
        })?;
    Ok(found.is_some())
}

/// Writes a directory: a new one, or what may change of one that there is.
pub(crate) fn put(tx: &mut dyn Tx, directory: &Directory) -> Result<()> {
    let Directory {
        id,
        master,
        root,
        made,
        member_deletion,
        name_sync,
        control_policies,
        settings,
    } = directory;
    let Settings { folders, members, contacts, task_millis } = settings;
    tx.execute(
        "INSERT INTO resource_directory (id, master, root, made, member_deletion, name_sync,
         control_policies, folders, members, contacts, task_millis)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET
         member_deletion = excluded.member_deletion, name_sync = excluded.name_sync,
         control_policies = excluded.control_policies, folders = excluded.folders,
         members = excluded.members, contacts = excluded.contacts, task_millis = excluded.task_millis",
        args![
            id,
            master,
            root,
            *made,
            *member_deletion,
            *name_sync,
            *control_policies,
            *folders,
            *members,
            *contacts,
            *task_millis
        ],
    )?;
    Ok(())
}

/// Removes a directory that has nothing left.
pub(crate) fn remove(tx: &mut dyn Tx, directory: &Directory) -> Result<()> {
    tx.execute("DELETE FROM resource_directory WHERE id = $1", args![&directory.id])?;
    Ok(())
}
