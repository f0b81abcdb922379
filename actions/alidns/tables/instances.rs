//! Paid instances, which the control API and seeds make.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE alidns_instance (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, edition TEXT NOT NULL, domains BIGINT NOT NULL,
        made BIGINT NOT NULL, ends BIGINT NOT NULL, PRIMARY KEY (account, seq), UNIQUE (account, id)
    )";

/// An instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Instance {
    pub(in crate::alidns) id: String,
    pub(in crate::alidns) edition: String,
    /// How many domains may be bound to it.
    pub(in crate::alidns) domains: i64,
    pub(in crate::alidns) made: i64,
    pub(in crate::alidns) ends: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, edition, domains, made, ends FROM alidns_instance ", $rest)
    };
}

fn read(row: &Row<'_>) -> Result<Instance> {
    Ok(Instance {
        id: row.text(0)?,
        edition: row.text(1)?,
        domains: row.int(2)?,
        made: row.int(3)?,
        ends: row.int(4)?,
    })
}

/// Adds an instance.
pub(in crate::alidns) fn add(tx: &mut dyn Tx, account: &str, it: &Instance) -> Result<()> {
    let seq = store::tally_add(tx, account, "alidns_instance")?;
    tx.execute(
        "INSERT INTO alidns_instance (account, seq, id, edition, domains, made, ends)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![account, seq, &it.id, &it.edition, it.domains, it.made, it.ends],
    )?;
    Ok(())
}

/// The instance of this id.
pub(in crate::alidns) fn instance(
    tx: &mut dyn Tx,
    account: &str,
    id: &str,
) -> Result<Option<Instance>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// The instances of an edition or of all, the newest first.
pub(in crate::alidns) fn list(
    tx: &mut dyn Tx,
    account: &str,
    edition: Option<&str>,
) -> Result<Vec<Instance>> {
    tx.rows(
        select!(
            "WHERE account = $1 AND (CAST($2 AS TEXT) IS NULL OR edition = $2) ORDER BY seq DESC"
        ),
        args![account, edition],
        read,
    )
}
