//! Tags of domains.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE alidns_tag (
        domain BIGINT NOT NULL, account TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT COLLATE \"C\" NOT NULL, PRIMARY KEY (domain, name)
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX alidns_tag_account ON alidns_tag (account, name, value)";

/// A tag of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Tag {
    pub(in crate::alidns) domain: i64,
    pub(in crate::alidns) key: String,
    pub(in crate::alidns) value: String,
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { domain: row.int(0)?, key: row.text(1)?, value: row.text(2)? })
}

/// Sets a tag.
pub(in crate::alidns) fn put(tx: &mut dyn Tx, account: &str, it: &Tag) -> Result<()> {
    tx.execute(
        "INSERT INTO alidns_tag (domain, account, name, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (domain, name) DO UPDATE SET value = excluded.value",
        args![it.domain, account, &it.key, &it.value],
    )?;
    Ok(())
}

/// Removes a tag, or all tags, of a domain.
pub(in crate::alidns) fn delete(tx: &mut dyn Tx, domain: i64, key: Option<&str>) -> Result<()> {
    tx.execute(
        "DELETE FROM alidns_tag WHERE domain = $1 AND (CAST($2 AS TEXT) IS NULL OR name = $2)",
        args![domain, key],
    )?;
    Ok(())
}

/// The tags of a domain, by key.
pub(in crate::alidns) fn of(tx: &mut dyn Tx, domain: i64) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT domain, name, value FROM alidns_tag WHERE domain = $1 ORDER BY name",
        args![domain],
        read,
    )
}

/// All tags of an account, by domain and key.
pub(in crate::alidns) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT domain, name, value FROM alidns_tag WHERE account = $1 ORDER BY domain, name",
        args![account],
        read,
    )
}

/// The keys and values of an account, each pair once.
pub(in crate::alidns) fn pairs(tx: &mut dyn Tx, account: &str) -> Result<Vec<(String, String)>> {
    tx.rows(
        "SELECT DISTINCT name, value FROM alidns_tag WHERE account = $1 ORDER BY name, value",
        args![account],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )
}
