//! Tags of resources with an instance id.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cas_tag (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, instance TEXT COLLATE \"C\" NOT NULL,
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

/// Sets a tag of an instance; an existing tag of that name is replaced.
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

/// Removes all tags of an instance.
pub(in crate::cas) fn clear(tx: &mut dyn Tx, owner: Owner<'_>, instance: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM cas_tag WHERE site = $1 AND account = $2 AND instance = $3",
        args![owner.site, owner.account, instance],
    )?;
    Ok(())
}

/// The instances with a tag of this name, and of this value if one is given, in order.
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

/// A page of all tags, ordered by instance and name, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (skip, max): (i64, i64),
) -> Result<(Vec<Tag>, i64)> {
    let total = tx.row(
        "SELECT COUNT(*) FROM cas_tag WHERE site = $1 AND account = $2",
        args![owner.site, owner.account],
        |row| row.int(0),
    )?;
    let found = tx.rows(
        "SELECT instance, name, value FROM cas_tag WHERE site = $1 AND account = $2
         ORDER BY instance, name LIMIT $3 OFFSET $4",
        args![owner.site, owner.account, max, skip],
        read,
    )?;
    Ok((found, total.unwrap_or(0)))
}

/// Tag names with the number of instances that have them, optionally of one resource group.
pub(in crate::cas) fn names(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    group: Option<&str>,
    (skip, max): (i64, i64),
) -> Result<(Vec<(String, i64)>, i64)> {
    let group = group.map(|group| owner.stored_group(group));
    let total = tx.row(
        "SELECT COUNT(DISTINCT t.name) FROM cas_tag t WHERE t.site = $1 AND t.account = $2
         AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM cas_certificate c
              WHERE c.site = t.site AND c.account = t.account AND c.instance = t.instance
              AND c.resource_group = $3))",
        args![owner.site, owner.account, group],
        |row| row.int(0),
    )?;
    let found = tx.rows(
        "SELECT t.name, COUNT(*) FROM cas_tag t WHERE t.site = $1 AND t.account = $2
         AND (CAST($3 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM cas_certificate c
              WHERE c.site = t.site AND c.account = t.account AND c.instance = t.instance
              AND c.resource_group = $3))
         GROUP BY t.name ORDER BY t.name LIMIT $4 OFFSET $5",
        args![owner.site, owner.account, group, max, skip],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )?;
    Ok((found, total.unwrap_or(0)))
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { instance: row.text(0)?, name: row.text(1)?, value: row.text(2)? })
}
