//! Network rules of permission policies.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_network_rule (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        kind TEXT NOT NULL, description TEXT NOT NULL, source TEXT NOT NULL,
        PRIMARY KEY (account, region, seq), UNIQUE (account, region, name)
    )";

const KIND: &str = "kms_network_rule";

/// A network rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct NetworkRule {
    pub(in crate::kms) name: String,
    pub(in crate::kms) kind: String,
    pub(in crate::kms) description: String,
    pub(in crate::kms) source: String,
}

fn read(row: &Row<'_>) -> Result<NetworkRule> {
    Ok(NetworkRule {
        name: row.text(0)?,
        kind: row.text(1)?,
        description: row.text(2)?,
        source: row.text(3)?,
    })
}

/// Adds a network rule.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &NetworkRule) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_network_rule (account, region, seq, name, kind, description, source) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![place.account, place.region, seq, &it.name, &it.kind, &it.description, &it.source],
    )?;
    Ok(())
}

/// Changes a network rule.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &NetworkRule) -> Result<()> {
    tx.execute(
        "UPDATE kms_network_rule SET kind = $1, description = $2, source = $3 WHERE account = $4 AND region = $5 AND name = $6",
        args![&it.kind, &it.description, &it.source, place.account, place.region, &it.name],
    )?;
    Ok(())
}

/// The one of this name.
pub(in crate::kms) fn named(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<NetworkRule>> {
    tx.row(
        "SELECT name, kind, description, source FROM kms_network_rule WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// A page of them, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<NetworkRule>, i64)> {
    let found = tx.rows(
        "SELECT name, kind, description, source FROM kms_network_rule WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        read,
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// Deletes the one of this name, and answers whether there was one.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM kms_network_rule WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)?;
    Ok(gone > 0)
}
