//! Folders: the rows that members and other folders are in. The Root folder is one of them, without
//! a parent.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_folder (
        id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
        directory TEXT NOT NULL REFERENCES resource_directory (id), seq BIGINT NOT NULL,
        parent TEXT REFERENCES resource_folder (id), name TEXT NOT NULL,
        path TEXT COLLATE \"C\" NOT NULL, made BIGINT NOT NULL
    )";
pub(crate) const BY_NAME: &str =
    "CREATE UNIQUE INDEX resource_folder_name ON resource_folder (parent, name)";
pub(crate) const BY_PARENT: &str =
    "CREATE UNIQUE INDEX resource_folder_of ON resource_folder (parent, seq)";
pub(crate) const BY_PATH: &str =
    "CREATE UNIQUE INDEX resource_folder_path ON resource_folder (directory, path)";

/// What the tally counts: under the id of the directory all folders but Root, under that of a folder those
/// in it.
pub(super) const FOLDER: &str = "resource_folder";

/// A folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// `r-…` of Root, else `fd-…`.
    pub(crate) id: String,
    pub(crate) directory: String,
    /// None of Root.
    pub(crate) parent: Option<String>,
    pub(crate) name: String,
    /// The ids from the directory down to the folder itself, each with a `/` after it.
    pub(crate) path: String,
    /// When it was made, in milliseconds on the world's clock.
    pub(crate) made: i64,
}

impl Folder {
    /// How many levels it is below Root.
    pub(crate) fn level(&self) -> usize {
        self.path.matches('/').count().saturating_sub(2)
    }

    /// Its `ResourceDirectoryPath`.
    pub(crate) fn directory_path(&self) -> &str {
        self.path.trim_end_matches('/')
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Folder> {
    Ok(Folder {
        id: row.text(0)?,
        directory: row.text(1)?,
        parent: row.opt_text(2)?,
        name: row.text(3)?,
        path: row.text(4)?,
        made: row.int(5)?,
    })
}

/// The folder of this id in the directory.
pub(crate) fn folder(tx: &mut dyn Tx, directory: &str, id: &str) -> Result<Option<Folder>> {
    tx.row(
        "SELECT id, directory, parent, name, path, made FROM resource_folder
         WHERE id = $1 AND directory = $2",
        args![id, directory],
        read,
    )
}

/// Whether any directory has a folder of this id.
pub(crate) fn exists(tx: &mut dyn Tx, id: &str) -> Result<bool> {
    let found =
        tx.row("SELECT id FROM resource_folder WHERE id = $1", args![id], |row| row.text(0))?;
    Ok(found.is_some())
}

/// Adds a folder; a folder of its parent has no such name.
pub(crate) fn add(tx: &mut dyn Tx, folder: &Folder) -> Result<()> {
    let Folder { id, directory, parent, name, path, made } = folder;
    let mut seq = 0;
    if let Some(parent) = parent {
        store::tally_add(tx, directory, FOLDER)?;
        seq = store::tally_add(tx, parent, FOLDER)?;
    }
    tx.execute(
        "INSERT INTO resource_folder (id, directory, seq, parent, name, path, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![id, directory, seq, parent, name, path, *made],
    )?;
    Ok(())
}

/// The id of the folder called `name` in the folder `parent`.
pub(crate) fn named(tx: &mut dyn Tx, parent: &str, name: &str) -> Result<Option<String>> {
    tx.row(
        "SELECT id FROM resource_folder WHERE parent = $1 AND name = $2",
        args![parent, name],
        |row| row.text(0),
    )
}

/// How many folders the directory has, less Root; or how many are in the folder of this id.
pub(crate) fn count(tx: &mut dyn Tx, within: &str) -> Result<i64> {
    store::tally(tx, within, FOLDER)
}

/// The least text that is greater than every path that begins with `path`, which ends with `/`.
pub(crate) fn end_of(path: &str) -> String {
    // `0` is the character after `/`.
    format!("{}0", path.trim_end_matches('/'))
}

/// Gives a folder another name, which no other folder of its parent has.
pub(crate) fn rename(tx: &mut dyn Tx, id: &str, name: &str) -> Result<()> {
    tx.execute("UPDATE resource_folder SET name = $1 WHERE id = $2", args![name, id])?;
    Ok(())
}

/// Removes a folder that nothing is in.
pub(crate) fn remove(tx: &mut dyn Tx, folder: &Folder) -> Result<()> {
    tx.execute("DELETE FROM resource_folder WHERE id = $1", args![&folder.id])?;
    store::tally_delete(tx, &folder.id, FOLDER)?;
    match &folder.parent {
        Some(parent) => {
            store::tally_sub(tx, parent, FOLDER, 1)?;
            store::tally_sub(tx, &folder.directory, FOLDER, 1)
        }
        // With Root the directory ends.
        None => store::tally_delete(tx, &folder.directory, FOLDER),
    }
}

/// The folders of the directory in the order of their paths, Root first: at most `most` of those after
/// the path `after`, which is empty for the first ones.
pub(crate) fn after(
    tx: &mut dyn Tx,
    directory: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Folder>> {
    tx.rows(
        "SELECT id, directory, parent, name, path, made FROM resource_folder
         WHERE directory = $1 AND path > $2 ORDER BY path LIMIT $3",
        args![directory, after, most],
        read,
    )
}
