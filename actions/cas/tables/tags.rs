//! Tags, of whatever has an instance id.

use super::Owner;
use crate::{
    args,
    page::Page,
    store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cas_tag (
        site TEXT NOT NULL, account TEXT NOT NULL, instance TEXT COLLATE \"C\" NOT NULL,
        name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (site, account, instance, name)
    )";
pub(super) const BY_NAME: &str =
    "CREATE INDEX cas_tag_name ON cas_tag (site, account, name, value)";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cas) struct Tag {
    pub(in crate::cas) instance: String,
    pub(in crate::cas) name: String,
    pub(in crate::cas) value: String,
}

/// The tags of an instance, by name.
pub(in crate::cas) fn of(tx: &mut dyn Tx, owner: Owner<'_>, instance: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT instance, name, value FROM cas_tag
         WHERE site = $1 AND account = $2 AND instance = $3 ORDER BY name",
        args![owner.site, owner.account, instance],
        read,
    )
}

/// Gives an instance a tag; one of that name is replaced.
pub(in crate::cas) fn put(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
    (name, value): (&str, &str),
) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_tag (site, account, instance, name, value) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (site, account, instance, name) DO UPDATE SET value = excluded.value",
        args![owner.site, owner.account, instance, name, value],
    )?;
    Ok(())
}

pub(in crate::cas) fn delete(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    instance: &str,
    name: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM cas_tag WHERE site = $1 AND account = $2 AND instance = $3 AND name = $4",
        args![owner.site, owner.account, instance, name],
    )?;
    Ok(())
}

/// Takes every tag from an instance.
pub(in crate::cas) fn clear(tx: &mut dyn Tx, owner: Owner<'_>, instance: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM cas_tag WHERE site = $1 AND account = $2 AND instance = $3",
        args![owner.site, owner.account, instance],
    )?;
    Ok(())
}

/// Tags of this name, and of this value if one is given, after a place in the list.
pub(in crate::cas) fn named(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (name, value): (&str, Option<&str>),
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT instance FROM cas_tag WHERE site = $1 AND account = $2 AND name = $3
         AND (CAST($4 AS TEXT) IS NULL OR value = $4) ORDER BY instance",
        args![owner.site, owner.account, name, value],
        |row| row.text(0),
    )
}

/// `most` tags of any instance, by instance and name, after a place in the list.
pub(in crate::cas) fn after(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (instance, name): (&str, &str),
    most: i64,
) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT instance, name, value FROM cas_tag WHERE site = $1 AND account = $2
         AND (instance > $3 OR (instance = $3 AND name > $4)) ORDER BY instance, name LIMIT $5",
        args![owner.site, owner.account, instance, name, most],
        read,
    )
}

/// One page of the names, each with how many instances have it, and how many names there are.
pub(in crate::cas) fn names(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    page: Page,
) -> Result<(Vec<(String, i64)>, i64)> {
    let total = tx.row(
        "SELECT COUNT(DISTINCT name) FROM cas_tag WHERE site = $1 AND account = $2",
        args![owner.site, owner.account],
        |row| row.int(0),
    )?;
    let found = tx.rows(
        "SELECT name, COUNT(*) FROM cas_tag WHERE site = $1 AND account = $2
         GROUP BY name ORDER BY name LIMIT $3 OFFSET $4",
        args![owner.site, owner.account, page.size, page.skip()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )?;
    Ok((found, total.unwrap_or(0)))
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { instance: row.text(0)?, name: row.text(1)?, value: row.text(2)? })
}
