//! The functions that are configured for domains.

use crate::{
    args,
    ports::store::{Result, Row, Secret, StoreError, Tx},
};

// args is a JSON list of pairs; parent the id of the condition that it depends on; ready is when it takes effect.
pub(super) const TABLE: &str = "CREATE TABLE cdn_config (
        id BIGINT NOT NULL PRIMARY KEY, domain BIGINT NOT NULL, account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        args TEXT NOT NULL, parent BIGINT, ready BIGINT NOT NULL
    )";
pub(super) const BY_DOMAIN: &str = "CREATE INDEX cdn_config_domain ON cdn_config (domain, seq)";

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, domain, seq, name, args, parent, ready FROM cdn_config ", $rest)
    };
}

/// A function of a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cdn) struct Config {
    pub(in crate::cdn) id: i64,
    /// The number of the domain.
    pub(in crate::cdn) domain: i64,
    /// Its place among those of the domain.
    pub(in crate::cdn) seq: i64,
    /// The name of the function.
    pub(in crate::cdn) name: String,
    /// Names and values.
    pub(in crate::cdn) args: Vec<(String, String)>,
    pub(in crate::cdn) parent: Option<i64>,
    pub(in crate::cdn) ready: i64,
}

fn read(row: &Row<'_>) -> Result<Config> {
    Ok(Config {
        id: row.int(0)?,
        domain: row.int(1)?,
        seq: row.int(2)?,
        name: row.text(3)?,
        args: serde_json::from_str(&row.text(4)?).map_err(|_| StoreError::Shape)?,
        parent: row.opt_int(5)?,
        ready: row.int(6)?,
    })
}

/// Stores a function.
pub(in crate::cdn) fn put(tx: &mut dyn Tx, account: &str, it: &Config) -> Result<()> {
    let values = serde_json::to_string(&it.args).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cdn_config (id, domain, account, seq, name, args, parent, ready)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET args = excluded.args, parent = excluded.parent, ready = excluded.ready",
        args![it.id, it.domain, account, it.seq, &it.name, Secret(values), it.parent, it.ready],
    )?;
    Ok(())
}

/// The functions of a domain, in the order in which they were configured.
pub(in crate::cdn) fn of(tx: &mut dyn Tx, domain: i64) -> Result<Vec<Config>> {
    tx.rows(select!("WHERE domain = $1 ORDER BY seq"), args![domain], read)
}

/// Whether a function has this id.
pub(in crate::cdn) fn exists(tx: &mut dyn Tx, id: i64) -> Result<bool> {
    let found = tx.row("SELECT id FROM cdn_config WHERE id = $1", args![id], |row| row.int(0))?;
    Ok(found.is_some())
}

/// Removes a function; those that depended on it depend on nothing from then on.
pub(in crate::cdn) fn delete(tx: &mut dyn Tx, domain: i64, id: i64) -> Result<()> {
    tx.execute("DELETE FROM cdn_config WHERE id = $1", args![id])?;
    tx.execute(
        "UPDATE cdn_config SET parent = NULL WHERE domain = $1 AND parent = $2",
        args![domain, id],
    )?;
    Ok(())
}
