//! Tags of folders and members.

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_tag (
        directory TEXT NOT NULL REFERENCES resource_directory (id), kind TEXT NOT NULL,
        resource TEXT COLLATE \"C\" NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (directory, kind, resource, name)
    )";

/// What has tags, as `ResourceType` spells it.
pub(crate) const ACCOUNT: &str = "Account";
pub(crate) const FOLDER: &str = "Folder";

/// What has a tag: the directory, the kind of the thing, and its id.
pub(crate) type Holder<'a> = (&'a str, &'a str, &'a str);

/// A key and its value.
pub(crate) type Tag = (String, String);

/// Adds tags; one whose key the holder has takes the place of that.
pub(crate) fn put(
    tx: &mut dyn Tx,
    (directory, kind, resource): Holder<'_>,
    tags: &[Tag],
) -> Result<()> {
    for (name, value) in tags {
        tx.execute(
            "INSERT INTO resource_tag (directory, kind, resource, name, value)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (directory, kind, resource, name) DO UPDATE SET value = excluded.value",
            args![directory, kind, resource, name, value],
        )?;
    }
    Ok(())
}

/// Removes all tags of a thing that is deleted, or leaves the directory.
pub(crate) fn clear(tx: &mut dyn Tx, (directory, kind, resource): Holder<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_tag WHERE directory = $1 AND kind = $2 AND resource = $3",
        args![directory, kind, resource],
    )?;
    Ok(())
}
