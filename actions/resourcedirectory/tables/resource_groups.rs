//! Resource groups, their tags, and what an account has set for all of its groups.

use super::tags::Tag;
use crate::{
    args,
    ports::store::{self, Result, Row, Tx},
};

// former is the name of a group before it was to be deleted, deleted is when that was asked for.
pub(crate) const TABLE: &str = "CREATE TABLE resource_group (
        account TEXT NOT NULL, id TEXT COLLATE \"C\" NOT NULL, seq BIGINT NOT NULL,
        name TEXT NOT NULL, display TEXT NOT NULL, made BIGINT NOT NULL, former TEXT,
        deleted BIGINT, PRIMARY KEY (account, id)
    )";
pub(crate) const BY_NAME: &str =
    "CREATE UNIQUE INDEX resource_group_name ON resource_group (account, name)";
pub(crate) const SETTING_TABLE: &str = "CREATE TABLE resource_group_setting (
        account TEXT NOT NULL PRIMARY KEY, creator_admin BIGINT NOT NULL, notification BIGINT NOT NULL
    )";

/// What the tally numbers.
const GROUP: &str = "resource_group";

/// The kind of the holder of a tag, as `ResourceType` spells it.
pub(crate) const RESOURCE_GROUP: &str = "ResourceGroup";

/// A resource group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// `rg-…`
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) display: String,
    /// When it was made, in milliseconds on the world's clock.
    pub(crate) made: i64,
    /// Of one that is to be deleted: its name before, and when that was asked for.
    pub(crate) deleted: Option<(String, i64)>,
}

/// What an account has set for all of its groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GroupSettings {
    /// Whether a user who creates a group may do everything within it.
    pub(crate) creator_admin: bool,
    /// Whether events of groups are notified.
    pub(crate) notification: bool,
}

fn read(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        id: row.text(0)?,
        name: row.text(1)?,
        display: row.text(2)?,
        made: row.int(3)?,
        deleted: row.opt_text(4)?.zip(row.opt_int(5)?),
    })
}

/// The groups that have rows, oldest first.
pub(crate) fn stored(tx: &mut dyn Tx, account: &str) -> Result<Vec<Group>> {
    tx.rows(
        "SELECT id, name, display, made, former, deleted FROM resource_group
         WHERE account = $1 ORDER BY seq",
        args![account],
        read,
    )
}

/// Changes a group, or adds it if it has no row.
pub(crate) fn put(tx: &mut dyn Tx, account: &str, group: &Group) -> Result<()> {
    let Group { id, name, display, made, deleted } = group;
    let (former, deleted) = deleted.as_ref().map(|(name, at)| (name.as_str(), *at)).unzip();
    let changed = tx.execute(
        "UPDATE resource_group SET name = $1, display = $2, former = $3, deleted = $4
         WHERE account = $5 AND id = $6",
        args![name, display, former, deleted, account, id],
    )?;
    if changed > 0 {
        return Ok(());
    }
    let seq = store::tally_add(tx, account, GROUP)?;
    tx.execute(
        "INSERT INTO resource_group (account, id, seq, name, display, made, former, deleted)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![account, id, seq, name, display, *made, former, deleted],
    )?;
    Ok(())
}

/// Deletes a group with its tags.
pub(crate) fn delete(tx: &mut dyn Tx, account: &str, id: &str) -> Result<()> {
    let gone = tx
        .execute("DELETE FROM resource_group WHERE account = $1 AND id = $2", args![account, id])?;
    store::tally_sub(tx, account, GROUP, gone)?;
    tx.execute(
        "DELETE FROM resource_tag WHERE owner = $1 AND kind = $2 AND resource = $3",
        args![account, RESOURCE_GROUP, id],
    )?;
    Ok(())
}

/// The tags of all groups of the account, each with the id of its group, in the order of keys.
pub(crate) fn tags(tx: &mut dyn Tx, account: &str) -> Result<Vec<(String, Tag)>> {
    tx.rows(
        "SELECT resource, name, value FROM resource_tag
         WHERE owner = $1 AND kind = $2 ORDER BY resource, name",
        args![account, RESOURCE_GROUP],
        |row| Ok((row.text(0)?, (row.text(1)?, row.text(2)?))),
    )
}

/// What the account has set.
pub(crate) fn settings(tx: &mut dyn Tx, account: &str) -> Result<GroupSettings> {
    let found = tx.row(
        "SELECT creator_admin, notification FROM resource_group_setting WHERE account = $1",
        args![account],
        |row| Ok(GroupSettings { creator_admin: row.flag(0)?, notification: row.flag(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes what the account has set.
pub(crate) fn put_settings(tx: &mut dyn Tx, account: &str, settings: GroupSettings) -> Result<()> {
    tx.execute(
        "INSERT INTO resource_group_setting (account, creator_admin, notification)
         VALUES ($1, $2, $3)
         ON CONFLICT (account) DO UPDATE SET creator_admin = excluded.creator_admin,
         notification = excluded.notification",
        args![account, settings.creator_admin, settings.notification],
    )?;
    Ok(())
}
