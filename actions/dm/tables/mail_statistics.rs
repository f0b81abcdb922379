//! What statistics ask of the mails that were sent.

use super::{
    Owner,
    mails::{Mail, mails, read},
};
use crate::{
    args,
    ports::store::{Result, Tx},
};

/// Which mails statistics are about: those that were sent from `from` and before `to`.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::dm) struct Filter<'a> {
    pub(in crate::dm) from: i64,
    pub(in crate::dm) to: i64,
    /// Only those of this sender.
    pub(in crate::dm) address: Option<&'a str>,
    /// Only those with this tag.
    pub(in crate::dm) tag: Option<&'a str>,
    /// Only those to this recipient.
    pub(in crate::dm) recipient: Option<&'a str>,
    /// Only those with this outcome.
    pub(in crate::dm) outcome: Option<i64>,
}

/// The mails of a filter that have an outcome, newest first, at most `most`, before the one of the id `before`.
pub(in crate::dm) fn settled(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
    (before, most): (i64, i64),
) -> Result<Vec<Mail>> {
    let Filter { from, to, address, tag, recipient, outcome } = *filter;
    tx.rows(
        mails!(
            "WHERE region = $1 AND account = $2 AND id < $3 AND sent >= $4 AND sent < $5 AND outcome IS NOT NULL
             AND (CAST($6 AS TEXT) IS NULL OR address = $6) AND (CAST($7 AS TEXT) IS NULL OR tag = $7)
             AND (CAST($8 AS TEXT) IS NULL OR recipient = $8) AND (CAST($9 AS BIGINT) IS NULL OR outcome = $9)
             ORDER BY id DESC LIMIT $10"
        ),
        args![
            owner.region,
            owner.account,
            before,
            from,
            to,
            address,
            tag,
            recipient,
            outcome,
            most
        ],
        read,
    )
}

/// What was sent on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Day {
    /// Days since 1970, in Asia/Shanghai.
    pub(in crate::dm) day: i64,
    pub(in crate::dm) requested: i64,
    pub(in crate::dm) delivered: i64,
    /// Those to addresses that do not exist.
    pub(in crate::dm) unavailable: i64,
    /// All others that were not delivered.
    pub(in crate::dm) failed: i64,
}

/// What recipients have done with the mails of a day for which that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct TracedDay {
    /// Days since 1970, in Asia/Shanghai.
    pub(in crate::dm) day: i64,
    pub(in crate::dm) mails: i64,
    pub(in crate::dm) opens: i64,
    /// How many mails were opened.
    pub(in crate::dm) opened: i64,
    pub(in crate::dm) clicks: i64,
    /// In how many mails a link was opened.
    pub(in crate::dm) clicked: i64,
}

/// The days on which mails of a filter were sent that count what recipients do with them, in order.
pub(in crate::dm) fn traced_days(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
) -> Result<Vec<TracedDay>> {
    let Filter { from, to, address, tag, .. } = *filter;
    tx.rows(
        "SELECT (sent + 28800000) / 86400000, COUNT(*), CAST(SUM(opens) AS BIGINT), COUNT(CASE WHEN opens > 0 THEN 1 END),
         CAST(SUM(clicks) AS BIGINT), COUNT(CASE WHEN clicks > 0 THEN 1 END)
         FROM dm_mail WHERE region = $1 AND account = $2 AND sent >= $3 AND sent < $4 AND traced = 1
         AND (CAST($5 AS TEXT) IS NULL OR address = $5) AND (CAST($6 AS TEXT) IS NULL OR tag = $6)
         GROUP BY 1 ORDER BY 1",
        args![owner.region, owner.account, from, to, address, tag],
        |row| {
            Ok(TracedDay {
                day: row.int(0)?,
                mails: row.int(1)?,
                opens: row.int(2)?,
                opened: row.int(3)?,
                clicks: row.int(4)?,
                clicked: row.int(5)?,
            })
        },
    )
}

/// The days on which mails of a filter were sent, in order.
pub(in crate::dm) fn days(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
) -> Result<Vec<Day>> {
    let Filter { from, to, address, tag, .. } = *filter;
    tx.rows(
        "SELECT (sent + 28800000) / 86400000, COUNT(*), COUNT(CASE WHEN outcome = 0 THEN 1 END),
         COUNT(CASE WHEN outcome = 2 THEN 1 END), COUNT(CASE WHEN outcome > 2 THEN 1 END)
         FROM dm_mail WHERE region = $1 AND account = $2 AND sent >= $3 AND sent < $4
         AND (CAST($5 AS TEXT) IS NULL OR address = $5) AND (CAST($6 AS TEXT) IS NULL OR tag = $6)
         GROUP BY 1 ORDER BY 1",
        args![owner.region, owner.account, from, to, address, tag],
        |row| {
            Ok(Day {
                day: row.int(0)?,
                requested: row.int(1)?,
                delivered: row.int(2)?,
                unavailable: row.int(3)?,
                failed: row.int(4)?,
            })
        },
    )
}
