//! Tags of all kinds of resources.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

// resource is its id, which is unique among all kinds; kind is the type, as `VPC`; name is the key of the tag.
pub(super) const TABLE: &str = "CREATE TABLE vpc_tag (
        resource TEXT COLLATE \"C\" NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL,
        kind TEXT NOT NULL, PRIMARY KEY (resource, name)
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX vpc_tag_account ON vpc_tag (account, region, kind, name, value)";

/// A tag of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::vpc) struct Tag {
    pub(in crate::vpc) resource: String,
    pub(in crate::vpc) key: String,
    pub(in crate::vpc) value: String,
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { resource: row.text(0)?, key: row.text(1)?, value: row.text(2)? })
}

/// Whose tags, and of which kind of resources.
#[derive(Clone, Copy, Debug)]
pub(in crate::vpc) struct TagsOf<'a> {
    pub(in crate::vpc) account: &'a str,
    pub(in crate::vpc) region: &'a str,
    pub(in crate::vpc) kind: &'a str,
}

/// Sets a tag.
pub(in crate::vpc) fn put(tx: &mut dyn Tx, of: TagsOf<'_>, it: &Tag) -> Result<()> {
    tx.execute(
        "INSERT INTO vpc_tag (resource, name, value, account, region, kind) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (resource, name) DO UPDATE SET value = excluded.value",
        args![&it.resource, &it.key, &it.value, of.account, of.region, of.kind],
    )?;
    Ok(())
}

/// Removes a tag, or all tags, of a resource.
pub(in crate::vpc) fn delete(tx: &mut dyn Tx, resource: &str, key: Option<&str>) -> Result<()> {
    tx.execute(
        "DELETE FROM vpc_tag WHERE resource = $1 AND (CAST($2 AS TEXT) IS NULL OR name = $2)",
        args![resource, key],
    )?;
    Ok(())
}

/// The tags of a resource, by key.
pub(in crate::vpc) fn of(tx: &mut dyn Tx, resource: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT resource, name, value FROM vpc_tag WHERE resource = $1 ORDER BY name",
        args![resource],
        read,
    )
}

/// The tags of a resource of an account, by key.
pub(in crate::vpc) fn of_owned(tx: &mut dyn Tx, account: &str, resource: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT resource, name, value FROM vpc_tag WHERE resource = $1 AND account = $2 ORDER BY name",
        args![resource, account],
        read,
    )
}

/// The tags of all resources of a kind, by resource and key.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, of: TagsOf<'_>) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT resource, name, value FROM vpc_tag WHERE account = $1 AND region = $2 AND kind = $3
         ORDER BY resource, name",
        args![of.account, of.region, of.kind],
        read,
    )
}
