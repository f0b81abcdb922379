//! Tags of resources of all kinds. How many resources of a region have a tag is kept beside them, and each knows the number that its
//! resource is listed by, so that a page of those with a tag is found by an index however many there are.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE ecs_tag (
        account TEXT NOT NULL, kind TEXT COLLATE \"C\" NOT NULL, id TEXT COLLATE \"C\" NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT COLLATE \"C\" NOT NULL,
        region TEXT NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (account, kind, id, name)
    )";
pub(super) const BY_KEY: &str =
    "CREATE INDEX ecs_tag_name ON ecs_tag (account, region, kind, name, seq)";
pub(super) const BY_VALUE: &str =
    "CREATE INDEX ecs_tag_value ON ecs_tag (account, region, kind, name, value, seq)";

/// What resources with a tag are counted as, and those with its key.
const OF_VALUE: &str = "ecs_tag_value";
const OF_KEY: &str = "ecs_tag_name";

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

/// What the tally counts the resources of a kind in a region with a key by; with the key and a value if there is one.
fn counted((account, region): (&str, &str), kind: &str, (key, value): (&str, &str)) -> String {
    format!("{account}/{region}/{kind}/{}/{key}{value}", key.len())
}

/// Sets a tag of a resource, which is listed by this number.
pub(in crate::ecs) fn put(
    tx: &mut dyn Tx,
    of: (&str, &str),
    (kind, id, seq): (&str, &str, i64),
    (key, value): (&str, &str),
) -> Result<()> {
    let (account, region) = of;
    let before = tx.row(
        "SELECT value FROM ecs_tag WHERE account = $1 AND kind = $2 AND id = $3 AND name = $4",
        args![account, kind, id, key],
        |row| row.text(0),
    )?;
    tx.execute(
        "INSERT INTO ecs_tag (account, kind, id, name, value, region, seq) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, kind, id, name) DO UPDATE SET value = excluded.value",
        args![account, kind, id, key, value, region, seq],
    )?;
    match before {
        Some(old) => store::tally_sub(tx, &counted(of, kind, (key, &old)), OF_VALUE, 1)?,
        None => {
            store::tally_add(tx, &counted(of, kind, (key, "")), OF_KEY)?;
        }
    }
    store::tally_add(tx, &counted(of, kind, (key, value)), OF_VALUE)?;
    Ok(())
}

/// Removes a tag, or all tags, of a resource.
pub(in crate::ecs) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    (kind, id): (&str, &str),
    key: Option<&str>,
) -> Result<()> {
    let gone = tx.rows(
        "DELETE FROM ecs_tag WHERE account = $1 AND kind = $2 AND id = $3
         AND (CAST($4 AS TEXT) IS NULL OR name = $4) RETURNING name, value, region",
        args![account, kind, id, key],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
    )?;
    for (key, value, region) in gone {
        let of = (account, &*region);
        store::tally_sub(tx, &counted(of, kind, (&key, "")), OF_KEY, 1)?;
        store::tally_sub(tx, &counted(of, kind, (&key, &value)), OF_VALUE, 1)?;
    }
    Ok(())
}

/// How many resources of a kind in a region have this tag, with any value if none is given.
pub(in crate::ecs) fn count(
    tx: &mut dyn Tx,
    of: (&str, &str),
    kind: &str,
    (key, value): (&str, Option<&str>),
) -> Result<i64> {
    match value {
        Some(value) => store::tally(tx, &counted(of, kind, (key, value)), OF_VALUE),
        None => store::tally(tx, &counted(of, kind, (key, "")), OF_KEY),
    }
}

/// The resources of [`count`] that are listed by a number below `before`, the greatest first: at most `limit` after the first `skip`.
pub(in crate::ecs) fn page(
    tx: &mut dyn Tx,
    (account, region): (&str, &str),
    kind: &str,
    (key, value): (&str, Option<&str>),
    (before, limit, skip): (i64, i64, i64),
) -> Result<Vec<String>> {
    match value {
        Some(value) => tx.rows(
            "SELECT id FROM ecs_tag WHERE account = $1 AND region = $2 AND kind = $3 AND name = $4 AND value = $5
             AND seq < $6 ORDER BY seq DESC LIMIT $7 OFFSET $8",
            args![account, region, kind, key, value, before, limit, skip],
            |row| row.text(0),
        ),
        None => tx.rows(
            "SELECT id FROM ecs_tag WHERE account = $1 AND region = $2 AND kind = $3 AND name = $4
             AND seq < $5 ORDER BY seq DESC LIMIT $6 OFFSET $7",
            args![account, region, kind, key, before, limit, skip],
            |row| row.text(0),
        ),
    }
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
