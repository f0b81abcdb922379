//! Tags of resources of all kinds.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_tag (
        account TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        region TEXT NOT NULL, PRIMARY KEY (account, kind, id, name)
    )";
pub(super) const BY_KEY: &str =
    "CREATE INDEX ecs_tag_name ON ecs_tag (account, region, kind, name, value)";

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ecs) struct Tag {
    /// The table of the resource.
    pub(in crate::ecs) kind: String,
    /// The resource.
    pub(in crate::ecs) id: String,
    pub(in crate::ecs) key: String,
    pub(in crate::ecs) value: String,
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { kind: row.text(0)?, id: row.text(1)?, key: row.text(2)?, value: row.text(3)? })
}

/// Sets a tag.
pub(in crate::ecs) fn put(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    (kind, id): (&str, &str),
    (key, value): (&str, &str),
) -> Result<()> {
    tx.execute(
        "INSERT INTO ecs_tag (account, kind, id, name, value, region) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account, kind, id, name) DO UPDATE SET value = excluded.value",
        args![account, kind, id, key, value, region],
    )?;
    Ok(())
}

/// Removes a tag, or all tags, of a resource.
pub(in crate::ecs) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    (kind, id): (&str, &str),
    key: Option<&str>,
) -> Result<()> {
    tx.execute(
        "DELETE FROM ecs_tag WHERE account = $1 AND kind = $2 AND id = $3
         AND (CAST($4 AS TEXT) IS NULL OR name = $4)",
        args![account, kind, id, key],
    )?;
    Ok(())
}

/// The tags of a resource, by key.
pub(in crate::ecs) fn of(
    tx: &mut dyn Tx,
    account: &str,
    (kind, id): (&str, &str),
) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT kind, id, name, value FROM ecs_tag WHERE account = $1 AND kind = $2 AND id = $3 ORDER BY name",
        args![account, kind, id],
        read,
    )
}

/// The resources of a kind in a region that have this tag, with any value if none is given.
pub(in crate::ecs) fn with(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    kind: &str,
    (key, value): (&str, Option<&str>),
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT id FROM ecs_tag WHERE account = $1 AND region = $2 AND kind = $3 AND name = $4
         AND (CAST($5 AS TEXT) IS NULL OR value = $5) ORDER BY id",
        args![account, region, kind, key, value],
        |row| row.text(0),
    )
}

/// All tags of a region, by kind, key and value.
pub(in crate::ecs) fn of_region(tx: &mut dyn Tx, account: &str, region: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT kind, id, name, value FROM ecs_tag WHERE account = $1 AND region = $2
         ORDER BY kind, name, value, id",
        args![account, region],
        read,
    )
}
