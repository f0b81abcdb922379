//! Tags of folders, members and whatever else has a row in `tags/tag_kinds.rs`.

use std::collections::BTreeSet;

use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(crate) const TABLE: &str = "CREATE TABLE resource_tag (
        owner TEXT NOT NULL, kind TEXT NOT NULL, resource TEXT COLLATE \"C\" NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, value TEXT COLLATE \"C\" NOT NULL,
        PRIMARY KEY (owner, kind, resource, name)
    )";
/// Without the resource: with it, the database would look for the tags of a resource here, through all that
/// have tags, rather than by the primary key.
pub(crate) const BY_VALUE: &str =
    "CREATE INDEX resource_tag_value ON resource_tag (owner, kind, name, value)";

/// What has tags, as `ResourceType` spells it.
pub(crate) const ACCOUNT: &str = "Account";
pub(crate) const FOLDER: &str = "Folder";
pub(crate) const CONTROL_POLICY: &str = "ControlPolicy";

/// What has a tag: its owner (the id of the directory, or of the account for what belongs to none), its
/// kind, and its id.
pub(crate) type Holder<'a> = (&'a str, &'a str, &'a str);

/// A key and its value.
pub(crate) type Tag = (String, String);

/// A key, and the value that it must have if there is one.
pub(crate) type WantedTag = (String, Option<String>);

/// A tag with the id of its holder.
pub(crate) type HeldTag = (String, Tag);

/// Adds tags; one whose key the holder has takes the place of that.
pub(crate) fn put(
    tx: &mut dyn Tx,
    (owner, kind, resource): Holder<'_>,
    tags: &[Tag],
) -> Result<()> {
    for (name, value) in tags {
        tx.execute(
            "INSERT INTO resource_tag (owner, kind, resource, name, value)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (owner, kind, resource, name) DO UPDATE SET value = excluded.value",
            args![owner, kind, resource, name, value],
        )?;
    }
    Ok(())
}

/// The tags of a holder, by their keys.
pub(crate) fn of(tx: &mut dyn Tx, (owner, kind, resource): Holder<'_>) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT name, value FROM resource_tag
         WHERE owner = $1 AND kind = $2 AND resource = $3 ORDER BY name",
        args![owner, kind, resource],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}

/// Removes the tag of this key, if the holder has it.
pub(crate) fn remove(
    tx: &mut dyn Tx,
    (owner, kind, resource): Holder<'_>,
    key: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_tag WHERE owner = $1 AND kind = $2 AND resource = $3 AND name = $4",
        args![owner, kind, resource, key],
    )?;
    Ok(())
}

/// Removes all tags of a holder.
pub(crate) fn remove_all(tx: &mut dyn Tx, (owner, kind, resource): Holder<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM resource_tag WHERE owner = $1 AND kind = $2 AND resource = $3",
        args![owner, kind, resource],
    )?;
    Ok(())
}

/// Removes all tags of what belongs to the owner.
pub(crate) fn remove_of_owner(tx: &mut dyn Tx, owner: &str) -> Result<()> {
    tx.execute("DELETE FROM resource_tag WHERE owner = $1", args![owner])?;
    Ok(())
}

/// The ids of the holders that have all of these tags; none if there are no tags.
pub(crate) fn holders(
    tx: &mut dyn Tx,
    (owner, kind): (&str, &str),
    wanted: &[WantedTag],
) -> Result<Option<BTreeSet<String>>> {
    let mut sets = Vec::with_capacity(wanted.len());
    // Without the cast the tags of all values would be read in this order.
    for (key, value) in wanted {
        let found = match value {
            Some(value) => tx.rows(
                "SELECT resource FROM resource_tag
                 WHERE owner = $1 AND kind = $2 AND name = $3 AND value = $4
                 ORDER BY CAST(resource AS TEXT)",
                args![owner, kind, key, value],
                |row| row.text(0),
            )?,
            None => tx.rows(
                "SELECT resource FROM resource_tag WHERE owner = $1 AND kind = $2 AND name = $3
                 ORDER BY resource",
                args![owner, kind, key],
                |row| row.text(0),
            )?,
        };
        sets.push(found.into_iter().collect::<BTreeSet<_>>());
    }
    Ok(sets.into_iter().reduce(|all, set| &all & &set))
}

/// The tags of this kind of thing after the one of this holder and key, by holder and key.
pub(crate) fn page(
    tx: &mut dyn Tx,
    (owner, kind): (&str, &str),
    (holder, key): (&str, &str),
    most: i64,
) -> Result<Vec<HeldTag>> {
    tx.rows(
        "SELECT resource, name, value FROM resource_tag
         WHERE owner = $1 AND kind = $2 AND (resource, name) > ($3, $4)
         ORDER BY resource, name LIMIT $5",
        args![owner, kind, holder, key, most],
        |row| Ok((row.text(0)?, (row.text(1)?, row.text(2)?))),
    )
}

/// The next key that this kind of thing has after a key, which is empty for the first one.
pub(crate) fn next_key(
    tx: &mut dyn Tx,
    (owner, kind): (&str, &str),
    after: Option<&str>,
) -> Result<Option<String>> {
    tx.row(
        "SELECT name FROM resource_tag WHERE owner = $1 AND kind = $2 AND name > $3
         ORDER BY name LIMIT 1",
        args![owner, kind, after.unwrap_or_default()],
        |row| row.text(0),
    )
}

/// The next value of a key that this kind of thing has after a value, or the first one.
pub(crate) fn next_value(
    tx: &mut dyn Tx,
    (owner, kind): (&str, &str),
    key: &str,
    after: Option<&str>,
) -> Result<Option<String>> {
    match after {
        None => tx.row(
            "SELECT value FROM resource_tag WHERE owner = $1 AND kind = $2 AND name = $3
             ORDER BY value LIMIT 1",
            args![owner, kind, key],
            |row| row.text(0),
        ),
        Some(after) => tx.row(
            "SELECT value FROM resource_tag
             WHERE owner = $1 AND kind = $2 AND name = $3 AND value > $4 ORDER BY value LIMIT 1",
            args![owner, kind, key, after],
            |row| row.text(0),
        ),
    }
}
