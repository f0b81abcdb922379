//! Application groups, which the API calls monitor groups, and when their alerts are paused.

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cms_monitor_group (
        account TEXT NOT NULL, id BIGINT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL,
        contact_groups TEXT NOT NULL, tags TEXT NOT NULL, resource_group TEXT,
        made BIGINT NOT NULL, changed BIGINT NOT NULL,
        PRIMARY KEY (account, id), UNIQUE (account, name), UNIQUE (account, seq)
    )";
pub(super) const PAUSES: &str = "CREATE TABLE cms_group_pause (
        account TEXT NOT NULL, app_group BIGINT NOT NULL, id BIGINT NOT NULL,
        starts BIGINT NOT NULL, ends BIGINT NOT NULL,
        PRIMARY KEY (account, app_group),
        FOREIGN KEY (account, app_group) REFERENCES cms_monitor_group ON DELETE CASCADE
    )";

/// The tally of application groups.
const GROUP: &str = "cms_monitor_group";
/// What numbers the pauses. They are never taken off.
const PAUSE: &str = "cms_group_pause";

/// An application group: resources that are watched together.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cms) struct MonitorGroup {
    pub(in crate::cms) id: i64,
    /// Its number in the account; 0 until it is stored.
    pub(in crate::cms) seq: i64,
    pub(in crate::cms) name: String,
    /// The names of the contact groups that are told of alerts of rules without any of their own.
    pub(in crate::cms) contact_groups: Vec<String>,
    /// Keys and values.
    pub(in crate::cms) tags: Vec<(String, String)>,
    /// The resource group that it was made of.
    pub(in crate::cms) resource_group: Option<String>,
    pub(in crate::cms) made: i64,
    pub(in crate::cms) changed: i64,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, seq, name, contact_groups, tags, resource_group, made, changed
             FROM cms_monitor_group ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<MonitorGroup> {
    Ok(MonitorGroup {
        id: row.int(0)?,
        seq: row.int(1)?,
        name: row.text(2)?,
        contact_groups: serde_json::from_str(&row.text(3)?).map_err(|_| StoreError::Shape)?,
        tags: serde_json::from_str(&row.text(4)?).map_err(|_| StoreError::Shape)?,
        resource_group: row.opt_text(5)?,
        made: row.int(6)?,
        changed: row.int(7)?,
    })
}

/// The group of this id.
pub(in crate::cms) fn group(
    tx: &mut dyn Tx,
    account: &str,
    id: i64,
) -> Result<Option<MonitorGroup>> {
    tx.row(select!("WHERE account = $1 AND id = $2"), args![account, id], read)
}

/// The group of this name.
pub(in crate::cms) fn named(
    tx: &mut dyn Tx,
    account: &str,
    name: &str,
) -> Result<Option<MonitorGroup>> {
    tx.row(select!("WHERE account = $1 AND name = $2"), args![account, name], read)
}

/// All groups, in order of creation.
pub(in crate::cms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<MonitorGroup>> {
    tx.rows(select!("WHERE account = $1 ORDER BY seq"), args![account], read)
}

/// Writes a group; a new one is given its number.
pub(in crate::cms) fn put(tx: &mut dyn Tx, account: &str, group: &mut MonitorGroup) -> Result<()> {
    if group.seq == 0 {
        group.seq = store::tally_add(tx, account, GROUP)?;
    }
    let contact_groups =
        serde_json::to_string(&group.contact_groups).map_err(|_| StoreError::Shape)?;
    let tags = serde_json::to_string(&group.tags).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_monitor_group
         (account, id, seq, name, contact_groups, tags, resource_group, made, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (account, id) DO UPDATE SET name = excluded.name,
         contact_groups = excluded.contact_groups, tags = excluded.tags,
         changed = excluded.changed",
        args![
            account,
            group.id,
            group.seq,
            &group.name,
            &contact_groups,
            &tags,
            &group.resource_group,
            group.made,
            group.changed
        ],
    )?;
    Ok(())
}

/// Deletes a group and what belongs to it alone. Its rules have to be deleted too.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, id: i64) -> Result<()> {
    let gone = tx.execute(
        "DELETE FROM cms_monitor_group WHERE account = $1 AND id = $2",
        args![account, id],
    )?;
    store::tally_sub(tx, account, GROUP, gone)
}

/// When the alerts of a group are not sent: milliseconds, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cms) struct Pause {
    pub(in crate::cms) group: i64,
    pub(in crate::cms) id: i64,
    pub(in crate::cms) starts: i64,
    pub(in crate::cms) ends: i64,
}

fn read_pause(row: &Row<'_>) -> Result<Pause> {
    Ok(Pause { group: row.int(0)?, id: row.int(1)?, starts: row.int(2)?, ends: row.int(3)? })
}

/// The pause of a group.
pub(in crate::cms) fn pause(tx: &mut dyn Tx, account: &str, group: i64) -> Result<Option<Pause>> {
    tx.row(
        "SELECT app_group, id, starts, ends FROM cms_group_pause
         WHERE account = $1 AND app_group = $2",
        args![account, group],
        read_pause,
    )
}

/// The pauses of all groups.
pub(in crate::cms) fn pauses(tx: &mut dyn Tx, account: &str) -> Result<Vec<Pause>> {
    tx.rows(
        "SELECT app_group, id, starts, ends FROM cms_group_pause
         WHERE account = $1 ORDER BY app_group",
        args![account],
        read_pause,
    )
}

/// Sets the pause of a group, and answers its id.
pub(in crate::cms) fn set_pause(
    tx: &mut dyn Tx,
    account: &str,
    group: i64,
    (starts, ends): (i64, i64),
) -> Result<i64> {
    let id = store::tally_add(tx, account, PAUSE)?;
    tx.execute(
        "INSERT INTO cms_group_pause (account, app_group, id, starts, ends)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account, app_group) DO UPDATE SET id = excluded.id,
         starts = excluded.starts, ends = excluded.ends",
        args![account, group, id, starts, ends],
    )?;
    Ok(id)
}

/// Deletes the pause of a group. Answers whether there was one.
pub(in crate::cms) fn delete_pause(tx: &mut dyn Tx, account: &str, group: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM cms_group_pause WHERE account = $1 AND app_group = $2",
        args![account, group],
    )?;
    Ok(gone > 0)
}
