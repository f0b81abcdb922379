//! Templates of mail.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
    request::page::Page,
    shared::filters::{FilteredList, filtered},
};

// review is 0 for a draft, 1 in review, 2 approved, 3 rejected, for the reason in comment.
pub(super) const TABLE: &str = "CREATE TABLE dm_template (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, name TEXT NOT NULL,
        subject TEXT NOT NULL, body TEXT NOT NULL, nickname TEXT NOT NULL, kind BIGINT NOT NULL,
        remark TEXT NOT NULL, review BIGINT NOT NULL, comment TEXT NOT NULL, made BIGINT NOT NULL,
        UNIQUE (region, account, name)
    )";
pub(super) const BY_OWNER: &str =
    "CREATE INDEX dm_template_owner ON dm_template (region, account, id)";

const TEMPLATE: IdSequence = IdSequence::new("dm_template", 21_342);

/// In review.
pub(in crate::dm) const IN_REVIEW: i64 = 1;
/// Approved.
pub(in crate::dm) const APPROVED: i64 = 2;
/// Rejected.
pub(in crate::dm) const REJECTED: i64 = 3;

macro_rules! templates {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, name, subject, body, nickname, kind, remark, review, comment, made FROM dm_template
             WHERE region = $1 AND account = $2 ",
            $($rest),+
        )
    };
}

/// A template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Template {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    pub(in crate::dm) name: String,
    pub(in crate::dm) subject: String,
    /// HTML.
    pub(in crate::dm) body: String,
    /// The name of the sender.
    pub(in crate::dm) nickname: String,
    pub(in crate::dm) kind: i64,
    pub(in crate::dm) remark: String,
    pub(in crate::dm) review: i64,
    /// Why it was rejected.
    pub(in crate::dm) comment: String,
    pub(in crate::dm) made: i64,
}

/// The owner's template of this id.
pub(in crate::dm) fn template(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    id: i64,
) -> Result<Option<Template>> {
    tx.row(templates!("AND id = $3"), args![owner.region, owner.account, id], read)
}

/// The owner's template of this name.
pub(in crate::dm) fn named(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    name: &str,
) -> Result<Option<Template>> {
    tx.row(templates!("AND name = $3"), args![owner.region, owner.account, name], read)
}

/// Inserts or updates a template. A new one gets the next id.
pub(in crate::dm) fn put(tx: &mut dyn Tx, owner: Owner<'_>, it: &mut Template) -> Result<()> {
    if it.id == 0 {
        it.id = TEMPLATE.add(tx, owner)?;
    }
    tx.execute(
        "INSERT INTO dm_template (id, region, account, name, subject, body, nickname, kind, remark, review,
         comment, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, subject = excluded.subject, body = excluded.body,
         nickname = excluded.nickname, kind = excluded.kind, remark = excluded.remark, review = excluded.review,
         comment = excluded.comment",
        args![
            it.id,
            owner.region,
            owner.account,
            &*it.name,
            &*it.subject,
            &*it.body,
            &*it.nickname,
            it.kind,
            &*it.remark,
            it.review,
            &*it.comment,
            it.made,
        ],
    )?;
    Ok(())
}

/// Deletes a template. Returns whether it existed.
pub(in crate::dm) fn delete(tx: &mut dyn Tx, owner: Owner<'_>, id: i64) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM dm_template WHERE id = $1 AND region = $2 AND account = $3",
        args![id, owner.region, owner.account],
    )?;
    TEMPLATE.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

/// How many the owner has.
pub(in crate::dm) fn count(tx: &mut dyn Tx, owner: Owner<'_>) -> Result<i64> {
    TEMPLATE.count(tx, owner)
}

const LIST: FilteredList = filtered!(
    templates,
    "dm_template WHERE region = $1 AND account = $2 ",
    "AND (CAST($3 AS TEXT) IS NULL OR LOWER(name) LIKE $3 ESCAPE '!')
     AND (CAST($4 AS BIGINT) IS NULL OR review = $4) ",
    "ORDER BY id DESC LIMIT $5 OFFSET $6"
);

/// One page of the templates, newest first, and the total. `like` is a [pattern](crate::shared::filters::pattern).
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    (like, review): (Option<&str>, Option<i64>),
    page: Page,
) -> Result<(Vec<Template>, i64)> {
    LIST.list(tx, args![owner.region, owner.account, like, review], None, page, read)
}

fn read(row: &Row<'_>) -> Result<Template> {
    Ok(Template {
        id: row.int(0)?,
        name: row.text(1)?,
        subject: row.text(2)?,
        body: row.text(3)?,
        nickname: row.text(4)?,
        kind: row.int(5)?,
        remark: row.text(6)?,
        review: row.int(7)?,
        comment: row.text(8)?,
        made: row.int(9)?,
    })
}
