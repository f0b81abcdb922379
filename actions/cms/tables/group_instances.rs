//! The resources in application groups.

use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cms_group_instance (
        account TEXT NOT NULL, app_group BIGINT NOT NULL, category TEXT NOT NULL,
        id TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL,
        PRIMARY KEY (account, app_group, category, id),
        FOREIGN KEY (account, app_group) REFERENCES cms_monitor_group ON DELETE CASCADE
    )";
pub(super) const BY_SEQ: &str =
    "CREATE UNIQUE INDEX cms_group_instance_seq ON cms_group_instance (account, app_group, seq)";
pub(super) const BY_ID: &str =
    "CREATE INDEX cms_group_instance_id ON cms_group_instance (account, id, app_group)";

/// What numbers the resources. They are never taken off.
const INSTANCE: &str = "cms_group_instance";

/// A resource in an application group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cms) struct Instance {
    /// Its number, which the API calls `Id`; 0 until it is stored.
    pub(in crate::cms) seq: i64,
    /// The abbreviation of its product, in lower case: `ecs`.
    pub(in crate::cms) category: String,
    /// `InstanceId`.
    pub(in crate::cms) id: String,
    pub(in crate::cms) name: String,
    pub(in crate::cms) region: String,
}

fn read(row: &Row<'_>) -> Result<Instance> {
    Ok(Instance {
        seq: row.int(0)?,
        category: row.text(1)?,
        id: row.text(2)?,
        name: row.text(3)?,
        region: row.text(4)?,
    })
}

/// The resources of a group, in the order in which they were added.
pub(in crate::cms) fn of_group(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
) -> Result<Vec<Instance>> {
    tx.rows(
        "SELECT seq, category, id, name, region FROM cms_group_instance
         WHERE account = $1 AND app_group = $2 ORDER BY seq",
        args![account, group],
        read,
    )
}

/// How many resources of each product are in a group, in the order in which the first of each was added.
pub(in crate::cms) fn count_by_category(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
) -> Result<Vec<(String, i64)>> {
    tx.rows(
        "SELECT category, COUNT(*) FROM cms_group_instance
         WHERE account = $1 AND app_group = $2 GROUP BY category ORDER BY MIN(seq)",
        args![account, group],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}

/// Adds a resource to a group. One that is in it gets this name and region.
pub(in crate::cms) fn put(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    instance: &Instance,
) -> Result<()> {
    let seq = store::tally_add(tx, account, INSTANCE)?;
    tx.execute(
        "INSERT INTO cms_group_instance (account, app_group, category, id, seq, name, region)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, app_group, category, id) DO UPDATE SET name = excluded.name,
         region = excluded.region",
        args![
            account,
            group,
            &instance.category,
            &instance.id,
            seq,
            &instance.name,
            &instance.region
        ],
    )?;
    Ok(())
}

/// Takes a resource out of a group. Answers whether it was in it.
pub(in crate::cms) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    (category, id): (&str, &str),
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cms_group_instance
         WHERE account = $1 AND app_group = $2 AND category = $3 AND id = $4",
        args![account, group, category, id],
    )?;
    Ok(gone > 0)
}

/// The groups that have a resource.
pub(in crate::cms) fn groups_with(tx: &mut dyn Tx, account: &str, id: &str) -> Result<Vec<i64>> {
    tx.rows(
        "SELECT app_group FROM cms_group_instance
         WHERE account = $1 AND id = $2 ORDER BY app_group",
        args![account, id],
        |row| row.int(0),
    )
}
