//! Work that is due at a time: an action queues it, in the same transaction as the change that
//! calls for it, and the world carries it out, in the order of its time, before the next call
//! at or after that time.

use crate::{
    Cx, Result, args,
    ports::store::{self, Tx},
};

/// A kind of due work of a product: a row of [`Product::due`](crate::Product::due).
#[derive(Clone, Copy, Debug)]
pub struct DueWork {
    /// What [`Cx::later`] calls it.
    pub kind: &'static str,
    /// Carries it out, inside a write transaction of its own. The account and the region are
    /// those of its [`WorkOwner`], and the time is the one it was due at, however late
    /// it is. What fails is undone, logged and not tried again, except to wait for a key that it
    /// asks for.
    pub run: fn(&mut Cx<'_>, subject: &str) -> Result<()>,
}

/// Whose work it is: that of the account that owns its subject, whoever's call queues it.
///
/// A call waits for a key that is made for work of its account in its product, since what it shows or
/// changes may follow from that; for a key of work that is [`NO_ACCOUNT`](Self::NO_ACCOUNT)'s every call to the
/// product waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkOwner<'a> {
    /// The account; empty for none.
    pub account: &'a str,
    /// The region; empty for none.
    pub region: &'a str,
}

impl WorkOwner<'_> {
    /// The owner of what belongs to no account: the product itself.
    pub const NO_ACCOUNT: WorkOwner<'static> = WorkOwner { account: "", region: "" };
}

/// A piece of work that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedWork {
    /// Its number, ascending: of two that are due at one time, the first queued goes first.
    pub seq: i64,
    /// When it is due, in milliseconds on the world's clock.
    pub at: i64,
    /// The product's [`id`](crate::Product::id).
    pub product: String,
    /// The [`DueWork::kind`].
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The account of its [`WorkOwner`].
    pub account: String,
    /// The region of its [`WorkOwner`].
    pub region: String,
}

pub(crate) const TABLE: &str = "CREATE TABLE due (
        seq BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, product TEXT NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL
    )";
pub(crate) const BY_TIME: &str = "CREATE INDEX due_at ON due (at, seq)";
pub(crate) const BY_SUBJECT: &str = "CREATE INDEX due_of ON due (product, account, kind, subject)";

impl Cx<'_> {
    /// Has the product's [`DueWork`] of this kind carried out at `at`, for the caller's account in the
    /// region of the call. What is due already is carried out before the next call.
    pub fn schedule(&mut self, at: i64, kind: &'static str, subject: &str) -> Result<()> {
        let owner = WorkOwner { account: &self.caller.account, region: self.region };
        self.schedule_for(owner, at, kind, subject)
    }

    /// [`schedule`](Self::schedule), where the owner of the subject is not the caller's account.
    pub fn schedule_for(
        &mut self,
        WorkOwner { account, region }: WorkOwner<'_>,
        at: i64,
        kind: &'static str,
        subject: &str,
    ) -> Result<()> {
        let seq = store::tally_add(self.tx, "", "due")?;
        self.tx.execute(
            "INSERT INTO due (seq, at, product, kind, subject, account, region)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![seq, at, self.product, kind, subject, account, region],
        )?;
        self.effects.due_at(at);
        Ok(())
    }

    /// Calls off what was queued for this subject of the caller's account.
    pub fn cancel(&mut self, kind: &'static str, subject: &str) -> Result<()> {
        self.cancel_for(&self.caller.account, kind, subject)
    }

    /// [`cancel`](Self::cancel) for a subject of `account`; of no account where it is empty.
    pub fn cancel_for(&mut self, account: &str, kind: &'static str, subject: &str) -> Result<()> {
        self.tx.execute(
            "DELETE FROM due WHERE product = $1 AND account = $2 AND kind = $3 AND subject = $4",
            args![self.product, account, kind, subject],
        )?;
        Ok(())
    }
}

/// When the next piece is due.
pub fn next(tx: &mut dyn Tx) -> store::Result<Option<i64>> {
    tx.row("SELECT MIN(at) FROM due", &[], |row| row.opt_int(0)).map(Option::flatten)
}

/// The first piece that is due by `now`.
pub fn first(tx: &mut dyn Tx, now: i64) -> store::Result<Option<QueuedWork>> {
    tx.row(
        "SELECT seq, at, product, kind, subject, account, region FROM due
         WHERE at <= $1 ORDER BY at, seq LIMIT 1",
        args![now],
        |row| {
            Ok(QueuedWork {
                seq: row.int(0)?,
                at: row.int(1)?,
                product: row.text(2)?,
                kind: row.text(3)?,
                subject: row.text(4)?,
                account: row.text(5)?,
                region: row.text(6)?,
            })
        },
    )
}

/// Removes a piece, done or failed.
pub fn remove(tx: &mut dyn Tx, piece: &QueuedWork) -> store::Result<()> {
    tx.execute("DELETE FROM due WHERE seq = $1", args![piece.seq])?;
    Ok(())
}
