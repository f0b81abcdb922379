//! What was sent, a row for each recipient, and what came of it.

use super::Owner;
use crate::{
    args,
    ports::{
        outbox::MAX_SENT,
        store::{self, Result, Row, Tx},
    },
};

// outcome is null until it is delivered or is not: 0, 2, 3 or 4 as statistics show it. message is the id in the outbox.
// traced says whether it is noticed that it is opened, and that its links are.
pub(super) const TABLE: &str = "CREATE TABLE dm_mail (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, envelope TEXT NOT NULL,
        address TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL, tag TEXT NOT NULL,
        fate BIGINT NOT NULL, outcome BIGINT, classification TEXT NOT NULL, sent BIGINT NOT NULL,
        settled BIGINT, message BIGINT NOT NULL, traced BIGINT NOT NULL, opens BIGINT NOT NULL, clicks BIGINT NOT NULL
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX dm_mail_owner ON dm_mail (region, account, id)";
pub(super) const BY_ENVELOPE: &str = "CREATE INDEX dm_mail_envelope ON dm_mail (envelope, id)";
pub(super) const BY_ADDRESS: &str =
    "CREATE INDEX dm_mail_address ON dm_mail (region, address, sent)";

/// How long rows are kept after they were sent, in milliseconds: longer than any statistics reach back.
const KEPT: i64 = 32 * 24 * 60 * 60 * 1000;

/// Mail to one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Mail {
    /// 0 until it is stored.
    pub(in crate::dm) id: i64,
    /// What its call answered.
    pub(in crate::dm) envelope: String,
    /// The sender.
    pub(in crate::dm) address: String,
    pub(in crate::dm) recipient: String,
    pub(in crate::dm) subject: String,
    /// Empty for none.
    pub(in crate::dm) tag: String,
    /// What its outcome will be.
    pub(in crate::dm) fate: i64,
    pub(in crate::dm) outcome: Option<i64>,
    pub(in crate::dm) classification: String,
    pub(in crate::dm) sent: i64,
    pub(in crate::dm) settled: Option<i64>,
    /// Its id in the outbox.
    pub(in crate::dm) message: i64,
    /// Whether opens and clicks are counted.
    pub(in crate::dm) traced: bool,
    pub(in crate::dm) opens: i64,
    pub(in crate::dm) clicks: i64,
}

macro_rules! mails {
    ($($rest:literal),+) => {
        concat!(
            "SELECT id, envelope, address, recipient, subject, tag, fate, outcome, classification, sent, settled, message,
             traced, opens, clicks FROM dm_mail ",
            $($rest),+
        )
    };
}
pub(super) use mails;

/// Inserts a row.
pub(in crate::dm) fn add(tx: &mut dyn Tx, owner: Owner<'_>, m: &Mail) -> Result<()> {
    let id = store::tally_add(tx, "", "dm_mail")?;
    tx.execute(
        "INSERT INTO dm_mail (id, region, account, envelope, address, recipient, subject, tag, fate, outcome,
         classification, sent, settled, message, traced, opens, clicks)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10, $11, NULL, $12, $13, 0, 0)",
        args![
            id,
            owner.region,
            owner.account,
            &*m.envelope,
            &*m.address,
            &*m.recipient,
            &*m.subject,
            &*m.tag,
            m.fate,
            &*m.classification,
            m.sent,
            m.message,
            m.traced,
        ],
    )?;
    tx.execute("DELETE FROM dm_mail WHERE id <= $1", args![id - MAX_SENT])?;
    Ok(())
}

/// Forgets what an address sent so long ago that nothing counts it any more.
pub(in crate::dm) fn forget(
    tx: &mut dyn Tx,
    (region, address): (&str, &str),
    now: i64,
) -> Result<()> {
    tx.execute(
        "DELETE FROM dm_mail WHERE region = $1 AND address = $2 AND sent < $3",
        args![region, address, now - KEPT],
    )?;
    Ok(())
}

/// What one call sent and is not settled, in order.
pub(in crate::dm) fn unsettled(tx: &mut dyn Tx, envelope: &str) -> Result<Vec<Mail>> {
    tx.rows(mails!("WHERE envelope = $1 AND outcome IS NULL ORDER BY id"), args![envelope], read)
}

/// Says what came of a mail.
pub(in crate::dm) fn settle(tx: &mut dyn Tx, id: i64, outcome: i64, now: i64) -> Result<()> {
    tx.execute(
        "UPDATE dm_mail SET outcome = $1, settled = $2 WHERE id = $3",
        args![outcome, now, id],
    )?;
    Ok(())
}

/// The owner's mail of this number in the outbox.
pub(in crate::dm) fn of_message(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    message: i64,
) -> Result<Option<Mail>> {
    tx.row(
        mails!("WHERE region = $1 AND account = $2 AND message = $3"),
        args![owner.region, owner.account, message],
        read,
    )
}

/// Writes down how often a mail was opened, and its links.
pub(in crate::dm) fn put_counts(tx: &mut dyn Tx, m: &Mail) -> Result<()> {
    tx.execute(
        "UPDATE dm_mail SET opens = $1, clicks = $2 WHERE id = $3",
        args![m.opens, m.clicks, m.id],
    )?;
    Ok(())
}

pub(super) fn read(row: &Row<'_>) -> Result<Mail> {
    Ok(Mail {
        id: row.int(0)?,
        envelope: row.text(1)?,
        address: row.text(2)?,
        recipient: row.text(3)?,
        subject: row.text(4)?,
        tag: row.text(5)?,
        fate: row.int(6)?,
        outcome: row.opt_int(7)?,
        classification: row.text(8)?,
        sent: row.int(9)?,
        settled: row.opt_int(10)?,
        message: row.int(11)?,
        traced: row.flag(12)?,
        opens: row.int(13)?,
        clicks: row.int(14)?,
    })
}
