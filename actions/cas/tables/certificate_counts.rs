//! Counts of certificates by end day, so that totals of long lists need no scan.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Tx},
};

/// How many certificates end on a day.
pub(super) const DAY_TABLE: &str = "CREATE TABLE cas_certificate_day (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, source TEXT NOT NULL, day BIGINT NOT NULL,
        held BIGINT NOT NULL, PRIMARY KEY (site, account, source, day)
    )";

const DAY: i64 = 24 * 60 * 60 * 1000;
/// The `ends` of a revoked certificate.
pub(super) const REVOKED: i64 = -1;

/// A range of end times of certificates: start inclusive, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cas) struct TimeRange(pub(in crate::cas) i64, pub(in crate::cas) i64);

impl TimeRange {
    /// All, including revoked ones.
    pub(in crate::cas) const ANY: Self = Self(REVOKED, i64::MAX);
    /// Only revoked ones.
    pub(in crate::cas) const REVOKED: Self = Self(REVOKED, 0);
}

/// Adds to the count of certificates that end at a time.
pub(super) fn count_day(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    source: &str,
    ends: i64,
    more: i64,
) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_certificate_day (site, account, source, day, held)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (site, account, source, day)
         DO UPDATE SET held = cas_certificate_day.held + excluded.held",
        args![owner.site, owner.account, source, ends.div_euclid(DAY), more],
    )?;
    Ok(())
}

/// How many certificates end in a range: from the day counts, and by counting rows for partial
/// first and last days.
pub(in crate::cas) fn count(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    source: Option<&str>,
    TimeRange(from, to): TimeRange,
) -> Result<i64> {
    let first = if from < 0 { -1 } else { from.div_euclid(DAY) + i64::from(from % DAY > 0) };
    let last = to.div_euclid(DAY);
    if first > last {
        return count_each(tx, owner, source, (from, to));
    }
    let days = tx.row(
        "SELECT CAST(COALESCE(SUM(held), 0) AS BIGINT) FROM cas_certificate_day
         WHERE site = $1 AND account = $2 AND day >= $3 AND day < $4
         AND (CAST($5 AS TEXT) IS NULL OR source = $5)",
        args![owner.site, owner.account, first, last, source],
        |row| row.int(0),
    )?;
    let mut total = days.unwrap_or(0);
    if from >= 0 && from < first * DAY {
        total += count_each(tx, owner, source, (from, first * DAY))?;
    }
    if to < i64::MAX && last * DAY < to {
        total += count_each(tx, owner, source, (last * DAY, to))?;
    }
    Ok(total)
}

fn count_each(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    source: Option<&str>,
    (from, to): (i64, i64),
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM cas_certificate
         WHERE site = $1 AND account = $2 AND ends >= $3 AND ends < $4
         AND (CAST($5 AS TEXT) IS NULL OR source = $5)",
        args![owner.site, owner.account, from, to, source],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}

/// How many of the certificates existed before a time, and how many of them had not expired by
/// then.
pub(in crate::cas) fn made_before(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    time: i64,
) -> Result<(i64, i64)> {
    let found = tx.row(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN ends >= $1 THEN 1 ELSE 0 END), 0)
         FROM cas_certificate WHERE site = $2 AND account = $3 AND made < $1",
        args![time, owner.site, owner.account],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    Ok(found.unwrap_or((0, 0)))
}

/// How many certificates of a source have expiry notices off.
pub(in crate::cas) fn count_without_notice(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    source: &str,
) -> Result<i64> {
    let found = tx.row(
        "SELECT COUNT(*) FROM cas_certificate
         WHERE site = $1 AND account = $2 AND source = $3 AND notice = 0",
        args![owner.site, owner.account, source],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}
