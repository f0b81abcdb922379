//! Lists of user certificates.
//!
//! Lists are newest first and filter by end time, so rows are scanned by id. Totals come from the
//! counts by end day.

use super::{
    Owner,
    certificate_counts::{self, TimeRange},
    certificates::{Certificate, read, select},
};
use crate::shared::filters::pattern;
use crate::{
    args,
    ports::store::{Result, Tx},
    request::page::Page,
};

macro_rules! count {
    ($rest:expr) => {
        concat!("SELECT COUNT(*) FROM cas_certificate WHERE site = $1 AND account = $2 ", $rest)
    };
}

/// The SQL of a [`Filter`]. The `+` prevents use of the index on `ends`.
macro_rules! filtered {
    ($rest:literal) => {
        concat!(
            "AND +ends >= $3 AND +ends < $4
             AND (CAST($5 AS TEXT) IS NULL OR source = $5)
             AND (CAST($6 AS TEXT) IS NULL OR resource_group = $6)
             AND (CAST($7 AS TEXT) IS NULL OR instance = $7)
             AND (CAST($8 AS TEXT) IS NULL OR search LIKE $8 ESCAPE '!'
                  OR (CAST($9 AS BIGINT) = 1 AND folded LIKE $8 ESCAPE '!') OR id = $10) ",
            $rest
        )
    };
}

/// The keyword of a list.
#[derive(Clone, Debug)]
pub(in crate::cas) struct Keyword {
    like: String,
    id: Option<i64>,
}

impl Keyword {
    /// From the keyword of a call.
    pub(in crate::cas) fn new(word: &str) -> Self {
        Self { like: pattern(word), id: word.trim().parse().ok() }
    }
}

/// Which certificates a list shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::cas) struct Filter<'a> {
    /// When they end.
    pub(in crate::cas) ends: TimeRange,
    pub(in crate::cas) source: Option<&'a str>,
    pub(in crate::cas) resource_group: Option<&'a str>,
    pub(in crate::cas) instance: Option<&'a str>,
    /// Searched in domains and instance id, or equal to the id.
    pub(in crate::cas) keyword: Option<&'a Keyword>,
    /// Whether the keyword is searched in the name as well.
    pub(in crate::cas) by_name: bool,
}

/// One page of the certificates, newest first, and the total.
pub(in crate::cas) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    f: &Filter<'_>,
    page: Page,
) -> Result<(Vec<Certificate>, i64)> {
    if f.keyword.is_some() || f.resource_group.or(f.instance).is_some() {
        return Ok((walk(tx, owner, f, page)?, count_filtered(tx, owner, f)?));
    }
    let total = certificate_counts::count(tx, owner, f.source, f.ends)?;
    // Expired and expiring certificates are usually old, so a scan would find them last.
    let found = match f.ends {
        TimeRange(_, i64::MAX) => walk(tx, owner, f, page)?,
        _ if total <= SORT_LIMIT => in_range(tx, BY_END, owner, f, page)?,
        TimeRange(0.., _) => in_range(tx, BY_BLOCK, owner, f, page)?,
        _ if total * 2 < certificate_counts::count(tx, owner, f.source, TimeRange::ANY)? => {
            in_range(tx, BY_END, owner, f, page)?
        }
        _ => walk(tx, owner, f, page)?,
    };
    Ok((found, total))
}

/// Scans from the newest, and skips blocks in which none ends in the range.
const BY_BLOCK: &str = select!(
    "AND id IN (SELECT c.id FROM cas_certificate_block b CROSS JOIN cas_certificate c
     WHERE b.site = $1 AND b.account = $2 AND b.latest >= $3 AND b.soonest < $4
     AND c.site = $1 AND c.account = $2
     AND c.id >= b.block * 256 AND c.id < b.block * 256 + 256
     AND +c.ends >= $3 AND +c.ends < $4 AND (CAST($5 AS TEXT) IS NULL OR c.source = $5)
     ORDER BY b.block DESC, c.id DESC LIMIT $6 OFFSET $7) ORDER BY id DESC"
);

/// Sorts all that the index on end times finds.
const BY_END: &str = select!(
    "AND id IN (SELECT id FROM cas_certificate WHERE site = $1 AND account = $2
     AND ends >= $3 AND ends < $4 AND (CAST($5 AS TEXT) IS NULL OR source = $5)
     ORDER BY id DESC LIMIT $6 OFFSET $7) ORDER BY id DESC"
);

/// Up to how many certificates are sorted to show a page.
const SORT_LIMIT: i64 = 200;

/// A page of those that end in the range, by [`BY_BLOCK`] or [`BY_END`].
fn in_range(
    tx: &mut dyn Tx,
    sql: &'static str,
    owner: Owner<'_>,
    f: &Filter<'_>,
    page: Page,
) -> Result<Vec<Certificate>> {
    let default = owner.default_group();
    let TimeRange(from, to) = f.ends;
    tx.rows(
        sql,
        args![owner.site, owner.account, from, to, f.source, page.size, page.skip()],
        |row| read(row, &default),
    )
}

/// A page, by scanning from the newest: of the instance, the resource group or the source, which
/// are indexed, or of all.
fn walk(tx: &mut dyn Tx, owner: Owner<'_>, f: &Filter<'_>, page: Page) -> Result<Vec<Certificate>> {
    let default = owner.default_group();
    let group = f.resource_group.map(|group| owner.stored_group(group));
    let (sql, key) = match (f.instance, group, f.source) {
        (Some(key), ..) => {
            (select!(filtered!("AND instance = $11 ORDER BY id DESC LIMIT $12 OFFSET $13")), key)
        }
        (_, Some(key), _) => (
            select!(filtered!("AND resource_group = $11 ORDER BY id DESC LIMIT $12 OFFSET $13")),
            key,
        ),
        (.., Some(key)) => {
            (select!(filtered!("AND source = $11 ORDER BY id DESC LIMIT $12 OFFSET $13")), key)
        }
        _ => (
            select!(filtered!("AND account = $11 ORDER BY id DESC LIMIT $12 OFFSET $13")),
            owner.account,
        ),
    };
    let TimeRange(from, to) = f.ends;
    let by_name = i64::from(f.by_name);
    tx.rows(
        sql,
        args![
            owner.site,
            owner.account,
            from,
            to,
            f.source,
            group,
            f.instance,
            f.keyword.map(|word| &*word.like),
            by_name,
            f.keyword.and_then(|word| word.id),
            key,
            page.size,
            page.skip(),
        ],
        |row| read(row, &default),
    )
}

fn count_filtered(tx: &mut dyn Tx, owner: Owner<'_>, f: &Filter<'_>) -> Result<i64> {
    let group = f.resource_group.map(|group| owner.stored_group(group));
    let (sql, key) = match (f.instance, group) {
        (Some(key), _) => (count!(filtered!("AND instance = $11")), key),
        (_, Some(key)) => (count!(filtered!("AND resource_group = $11")), key),
        _ => (count!(filtered!("AND account = $11")), owner.account),
    };
    let TimeRange(from, to) = f.ends;
    let by_name = i64::from(f.by_name);
    let (like, id) = f.keyword.map(|word| (&*word.like, word.id)).unzip();
    let (site, account, id) = (owner.site, owner.account, id.flatten());
    let total = tx.row(
        sql,
        args![site, account, from, to, f.source, group, f.instance, like, by_name, id, key],
        |row| row.int(0),
    )?;
    Ok(total.unwrap_or(0))
}
