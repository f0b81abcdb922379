//! Tags, by which mail is counted.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

pub(super) const TABLE: &str = "CREATE TABLE dm_tag (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
        about TEXT NOT NULL, UNIQUE (region, account, name)
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX dm_tag_owner ON dm_tag (region, account, id)";

const TAG: IdSequence = IdSequence::new("dm_tag", 63_251);

macro_rules! tags {
    ($($rest:literal),+) => {
        concat!("SELECT id, name, about FROM dm_tag WHERE region = $1 AND account = $2 ", $($rest),+)
    };
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Tag {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    pub(in crate::dm) name: String,
    pub(in crate::dm) about: String,
}

/// The owner's tag of this id.
pub(in crate::dm) fn tag(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<Option<Tag>> {
    tx.row(tags!("AND id = $3"), args![owner.region, owner.account, id], read)
}

/// The owner's tag of this name.
pub(in crate::dm) fn named(tx: &mut dyn Tx, owner: Owner<'_>, name: &str) -> Result<Option<Tag>> {
    tx.row(tags!("AND name = $3"), args![owner.region, owner.account, name], read)
}

/// Inserts or updates a tag. A new one gets the next id.
pub(in crate::dm) fn put(tx: &mut dyn Tx, owner: Owner<'_>, it: &mut Tag) -> Result<()> {
    if it.id == 0 {
        it.id = TAG.add(tx, owner)?;
    }
    tx.execute(
        "INSERT INTO dm_tag (id, region, account, name, about) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, about = excluded.about",
        args![it.id, owner.region, owner.account, &*it.name, &*it.about],
    )?;
    Ok(())
}

/// Deletes a tag. Returns whether it existed.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM dm_tag WHERE id = $1 AND region = $2 AND account = $3",
        args![id, owner.region, owner.account],
    )?;
    TAG.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

/// How many the owner has.
pub(in crate::dm) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    TAG.count(tx, owner)
}

const LIST: FilteredList = filtered!(
    tags,
    "dm_tag WHERE region = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR LOWER(name) LIKE $3 ESCAPE '!') ",
    "ORDER BY id DESC LIMIT $4 OFFSET $5"
);

/// One page of the tags, newest first, and the total. `like` is a [pattern](crate::shared::filters::pattern).
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    like: Option<&str>,
    page: Page,
) -> Result<(Vec<Tag>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like], None, page, read)
}

fn read(row: &Row<'_>) -> Result<Tag> {
    Ok(Tag { id: row.int(0)?, name: row.text(1)?, about: row.text(2)? })
}
