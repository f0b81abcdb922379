//! Tags of folders, members and control policies.

use std::collections::BTreeSet;

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

/// The tags of a holder, by their keys.
pub(crate) fn of(tx: &mut dyn Tx, (directory, kind, resource): Holder<'_>) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT name, value FROM resource_tag
         WHERE directory = $1 AND kind = $2 AND resource = $3 ORDER BY name",
        args![directory, kind, resource],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// The things of this kind that have all tags of `wanted`, with their values if given; none if nothing is
/// wanted.
pub(crate) fn holders(
    tx: &mut dyn Tx,
    (directory, kind): (&str, &str),
    wanted: &[(String, Option<String>)],
) -> Result<Option<BTreeSet<String>>> {
    let mut all: Option<BTreeSet<String>> = None;
    for (name, value) in wanted {
        let found = tx.rows(
            "SELECT resource FROM resource_tag WHERE directory = $1 AND kind = $2 AND name = $3
             AND (CAST($4 AS TEXT) IS NULL OR value = $4)",
            args![directory, kind, name, value],
            |row| row.text(0),
        )?;
        let found: BTreeSet<String> = found.into_iter().collect();
        all = Some(match all {
            None => found,
            Some(before) => &before & &found,
        });
    }
    Ok(all)
}

/// Removes all tags of a holder.
pub(crate) fn remove_all(tx: &mut dyn Tx, (directory, kind, resource): Holder<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_tag WHERE directory = $1 AND kind = $2 AND resource = $3",
        args![directory, kind, resource],
    )?;
    Ok(())
}
