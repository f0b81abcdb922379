//! Permission policies of access points.

use crate::{
    args,
    kms::place::Place,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_policy (
        account TEXT NOT NULL, region TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        instance TEXT NOT NULL, permissions TEXT NOT NULL, resources TEXT NOT NULL, rules TEXT NOT NULL, description TEXT NOT NULL,
        PRIMARY KEY (account, region, seq), UNIQUE (account, region, name)
    )";

const KIND: &str = "kms_policy";

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kms) struct PermissionPolicy {
    pub(in crate::kms) name: String,
    pub(in crate::kms) instance: String,
    pub(in crate::kms) permissions: String,
    pub(in crate::kms) resources: String,
    pub(in crate::kms) rules: String,
    pub(in crate::kms) description: String,
}

fn read(row: &Row<'_>) -> Result<PermissionPolicy> {
    Ok(PermissionPolicy {
        name: row.text(0)?,
        instance: row.text(1)?,
        permissions: row.text(2)?,
        resources: row.text(3)?,
        rules: row.text(4)?,
        description: row.text(5)?,
    })
}

/// Adds a policy.
pub(in crate::kms) fn add(tx: &mut dyn Tx, place: Place<'_>, it: &PermissionPolicy) -> Result<()> {
    let seq = store::tally_add(tx, &place.joined(), KIND)?;
    tx.execute(
        "INSERT INTO kms_policy (account, region, seq, name, instance, permissions, resources, rules, description) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![place.account, place.region, seq, &it.name, &it.instance, &it.permissions, &it.resources, &it.rules, &it.description],
    )?;
    Ok(())
}

/// Changes a policy.
pub(in crate::kms) fn put(tx: &mut dyn Tx, place: Place<'_>, it: &PermissionPolicy) -> Result<()> {
    tx.execute(
        "UPDATE kms_policy SET instance = $1, permissions = $2, resources = $3, rules = $4, description = $5 WHERE account = $6 AND region = $7 AND name = $8",
        args![&it.instance, &it.permissions, &it.resources, &it.rules, &it.description, place.account, place.region, &it.name],
    )?;
    Ok(())
}

/// The one of this name.
pub(in crate::kms) fn named(
    tx: &mut dyn Tx,
    place: Place<'_>,
    name: &str,
) -> Result<Option<PermissionPolicy>> {
    tx.row(
        "SELECT name, instance, permissions, resources, rules, description FROM kms_policy WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
        read,
    )
}

/// A page of them, the oldest first, and how many there are.
pub(in crate::kms) fn page(
    tx: &mut dyn Tx,
    place: Place<'_>,
    (skip, size): (i64, i64),
) -> Result<(Vec<PermissionPolicy>, i64)> {
    let found = tx.rows(
        "SELECT name, instance, permissions, resources, rules, description FROM kms_policy WHERE account = $1 AND region = $2 ORDER BY seq LIMIT $3 OFFSET $4",
        args![place.account, place.region, size, skip],
        read,
    )?;
    Ok((found, store::tally(tx, &place.joined(), KIND)?))
}

/// Deletes the one of this name, and answers whether there was one.
pub(in crate::kms) fn delete(tx: &mut dyn Tx, place: Place<'_>, name: &str) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM kms_policy WHERE account = $1 AND region = $2 AND name = $3",
        args![place.account, place.region, name],
    )?;
    store::tally_sub(tx, &place.joined(), KIND, gone)?;
    Ok(gone > 0)
}
