//! Tags of keys, secrets and instances.

use crate::{
    args,
    kms::place::Place,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_tag (
        account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT COLLATE \"C\" NOT NULL, id TEXT COLLATE \"C\" NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (account, region, kind, id, name)
    )";

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct Tag {
    pub(in crate::kms) key: String,
    pub(in crate::kms) value: String,
}

/// What has tags: its kind, `key`, `secret` or `instance`, and its id or name.
pub(in crate::kms) type Target<'a> = (&'a str, &'a str);

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { key: row.text(0)?, value: row.text(1)? })
}

/// Sets a tag.
pub(in crate::kms) fn put(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (kind, id): Target<'_>,
    it: &Tag,
) -> Result<()> {
    tx.execute(
        "INSERT INTO kms_tag (account, region, kind, id, name, value) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account, region, kind, id, name) DO UPDATE SET value = excluded.value",
        args![place.account, place.region, kind, id, &it.key, &it.value],
    )?;
    Ok(())
}

/// Removes a tag, or all.
pub(in crate::kms) fn delete(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (kind, id): Target<'_>,
    key: Option<&str>,
) -> Result<()> {
    tx.execute(
        "DELETE FROM kms_tag WHERE account = $1 AND region = $2 AND kind = $3 AND id = $4
         AND (CAST($5 AS TEXT) IS NULL OR name = $5)",
        args![place.account, place.region, kind, id, key],
    )?;
    Ok(())
}

/// The tags of one, by key.
pub(in crate::kms) fn of(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (kind, id): Target<'_>,
) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT name, value FROM kms_tag WHERE account = $1 AND region = $2 AND kind = $3 AND id = $4 ORDER BY name",
        args![place.account, place.region, kind, id],
        read,
    )
}

/// The tags of all of a kind, with what has them, by that and by key.
pub(in crate::kms) fn all(
    tx: &mut dyn Tx,
    place: Place<'_>,
    kind: &str,
) -> Result<Vec<(String, Tag)>> {
    tx.rows(
        "SELECT name, value, id FROM kms_tag WHERE account = $1 AND region = $2 AND kind = $3 ORDER BY id, name",
        args![place.account, place.region, kind],
        |row| Ok((row.text(2)?, read(row)?)),
    )
}
