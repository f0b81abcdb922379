//! Tags of domains.

use crate::{
    args,
    cdn::service::Service,
    ports::store::{Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cdn_tag (
        domain BIGINT NOT NULL, account TEXT NOT NULL, service TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (domain, name)
    )";
pub(super) const BY_ACCOUNT: &str =
    "CREATE INDEX cdn_tag_account ON cdn_tag (account, service, name, value)";

/// A tag of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cdn) struct Tag {
    pub(in crate::cdn) domain: i64,
    pub(in crate::cdn) key: String,
    pub(in crate::cdn) value: String,
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { domain: row.int(0)?, key: row.text(1)?, value: row.text(2)? })
}

/// Sets a tag.
pub(in crate::cdn) fn put(
    tx: &mut dyn Tx,
    (account, service): (&str, Service),
    it: &Tag,
) -> Result<()> {
    tx.execute(
        "INSERT INTO cdn_tag (domain, account, service, name, value) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (domain, name) DO UPDATE SET value = excluded.value",
        args![it.domain, account, service.name(), &it.key, &it.value],
    )?;
    Ok(())
}

/// Removes a tag, or all tags, of a domain.
pub(in crate::cdn) fn delete(tx: &mut dyn Tx, domain: i64, key: Option<&str>) -> Result<()> {
    tx.execute(
        "DELETE FROM cdn_tag WHERE domain = $1 AND (CAST($2 AS TEXT) IS NULL OR name = $2)",
        args![domain, key],
    )?;
    Ok(())
}

/// The tags of a domain, by key.
pub(in crate::cdn) fn of(tx: &mut dyn Tx, domain: i64) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT domain, name, value FROM cdn_tag WHERE domain = $1 ORDER BY name",
        args![domain],
        read,
    )
}

/// All tags of an account at a product, by domain and key.
pub(in crate::cdn) fn all(tx: &mut dyn Tx, account: &str, service: Service) -> Result<Vec<Tag>> {
    tx.rows(
        "SELECT domain, name, value FROM cdn_tag WHERE account = $1 AND service = $2 ORDER BY domain, name",
        args![account, service.name()],
        read,
    )
}
