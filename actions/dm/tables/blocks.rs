//! Recipients that want no more mail of a sender: they have unsubscribed, or reported mail as spam.

use super::{IdSequence, Owner};
use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

// kind is UNSUB or REPORT; sent is when the mail was sent that the recipient had enough of.
pub(super) const TABLE: &str = "CREATE TABLE dm_block (
        id BIGINT NOT NULL PRIMARY KEY, region TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL,
        sender TEXT NOT NULL, recipient TEXT NOT NULL, reason BIGINT NOT NULL, sent BIGINT NOT NULL,
        made BIGINT NOT NULL, UNIQUE (region, account, recipient, sender, kind)
    )";
pub(super) const BY_OWNER: &str = "CREATE INDEX dm_block_owner ON dm_block (region, account, id)";

const BLOCK: IdSequence = IdSequence::new("dm_block", 1);

/// A recipient that wants no more mail of a sender.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::dm) struct Block {
    pub(in crate::dm) id: i64,
    /// `UNSUB` or `REPORT`.
    pub(in crate::dm) kind: String,
    pub(in crate::dm) sender: String,
    /// In small letters.
    pub(in crate::dm) recipient: String,
    /// Bits: no reason, no interest, repeated, too often.
    pub(in crate::dm) reason: i64,
    pub(in crate::dm) sent: i64,
    pub(in crate::dm) made: i64,
}

/// Adds it, in the place of one that is alike.
pub(in crate::dm) fn add(tx: &mut dyn Tx, owner: Owner<'_>, it: &Block) -> Result<()> {
    delete(tx, owner, &it.kind, (&it.sender, &it.recipient))?;
    let id = BLOCK.add(tx, owner)?;
    tx.execute(
        "INSERT INTO dm_block (id, region, account, kind, sender, recipient, reason, sent, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            owner.region,
            owner.account,
            &*it.kind,
            &*it.sender,
            &*it.recipient,
            it.reason,
            it.sent,
            it.made,
        ],
    )?;
    Ok(())
}

/// Removes that of a sender and a recipient. Returns whether there was one.
pub(in crate::dm) fn delete(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    kind: &str,
    (sender, recipient): (&str, &str),
) -> Result<bool> {
    let gone = tx.execute(
        "DELETE FROM dm_block WHERE region = $1 AND account = $2 AND recipient = $3 AND sender = $4 AND kind = $5",
        args![owner.region, owner.account, recipient, sender, kind],
    )?;
    BLOCK.sub(tx, owner, gone)?;
    Ok(gone > 0)
}

/// The senders of whom a recipient wants no more mail.
pub(in crate::dm) fn senders(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    recipient: &str,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT sender FROM dm_block WHERE region = $1 AND account = $2 AND recipient = $3 ORDER BY id",
        args![owner.region, owner.account, recipient],
        |row| row.text(0),
    )
}

/// Which ones to list: those that were added from the first time to the second.
#[derive(Clone, Copy, Debug)]
pub(in crate::dm) struct Filter<'a> {
    pub(in crate::dm) kind: &'a str,
    pub(in crate::dm) sender: Option<&'a str>,
    pub(in crate::dm) recipient: Option<&'a str>,
    pub(in crate::dm) made: (i64, i64),
}

/// Those of a filter, newest first, at most `most`, before the one of the id `before`.
pub(in crate::dm) fn list(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    filter: &Filter<'_>,
    (before, most): (i64, i64),
) -> Result<Vec<Block>> {
    let Filter { kind, sender, recipient, made } = *filter;
    tx.rows(
        "SELECT id, kind, sender, recipient, reason, sent, made FROM dm_block
         WHERE region = $1 AND account = $2 AND id < $3 AND kind = $4 AND made >= $5 AND made <= $6
         AND (CAST($7 AS TEXT) IS NULL OR sender = $7) AND (CAST($8 AS TEXT) IS NULL OR recipient = $8)
         ORDER BY id DESC LIMIT $9",
        args![
            owner.region,
            owner.account,
            before,
            kind,
            made.0,
            made.1,
            sender,
            recipient,
            most
        ],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Block> {
    Ok(Block {
        id: row.int(0)?,
        kind: row.text(1)?,
        sender: row.text(2)?,
        recipient: row.text(3)?,
        reason: row.int(4)?,
        sent: row.int(5)?,
        made: row.int(6)?,
    })
}
