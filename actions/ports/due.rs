//! Work scheduled for a time: an action queues it in the same transaction as the change that causes
//! it, and the world runs it in order of time, before the next call at or after that time.

use crate::{
    Cx, Result, args,
    ports::store::{self, Row, Tx},
};

/// What due work is about, in a few words for people: in English, as `end of task t-1`, and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl About {
    /// The same in both languages.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }
}

/// A kind of due work of a product: a row of [`Product::due`](crate::Product::due).
#[derive(Clone, Copy, Debug)]
pub struct DueWork {
    /// What [`Cx::schedule`] calls it.
    pub kind: &'static str,
    /// Says what work of this subject is about. What the subject has of secrets, such as the token of a webhook, is left out.
    pub about: fn(subject: &str) -> About,
    /// Runs it in its own write transaction. Account and region are those of its [`WorkOwner`], and
    /// the time is when it was due, however late it runs. Failed work is rolled back, logged and
    /// not retried, except after waiting for a key it asked for.
    pub run: fn(&mut Cx<'_>, subject: &str) -> Result<()>,
}

/// The owner of due work: the account that owns its subject, whichever call queued it.
///
/// While work waits for an RSA key, calls of the same account to the same product wait too, because
/// they may depend on its result. If its owner is [`NO_ACCOUNT`](Self::NO_ACCOUNT), every call to
/// the product waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkOwner<'a> {
    /// The account; empty for none.
    pub account: &'a str,
    /// The region; empty for none.
    pub region: &'a str,
}

impl WorkOwner<'_> {
    /// The owner of work that belongs to no account but to the product itself.
    pub const NO_ACCOUNT: WorkOwner<'static> = WorkOwner { account: "", region: "" };
}

/// Queued work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedWork {
    /// Its ascending number: of work due at the same time, the first queued runs first.
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
    /// Schedules the product's [`DueWork`] of this kind at `at`, for the caller's account in the
    /// region of the call. Work that is already due runs before the next call.
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

    /// Cancels what was queued for this subject of the caller's account.
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

    /// Cancels all that was queued for `account`, which is deleted.
    pub fn cancel_all_for(&mut self, account: &str) -> Result<()> {
        self.tx.execute("DELETE FROM due WHERE account = $1", args![account])?;
        Ok(())
    }
}

/// When the next work is due.
pub fn next(tx: &mut dyn Tx) -> store::Result<Option<i64>> {
    tx.row("SELECT MIN(at) FROM due", &[], |row| row.opt_int(0)).map(Option::flatten)
}

/// The work of a product, or of all where it is empty, that waits: how much there is, and the first pieces, at most
/// `most`.
pub fn waiting(tx: &mut dyn Tx, product: &str, most: i64) -> store::Result<(i64, Vec<QueuedWork>)> {
    if product.is_empty() {
        let all = tx.rows(
            "SELECT seq, at, product, kind, subject, account, region FROM due ORDER BY at, seq LIMIT $1",
            args![most],
            read,
        )?;
        return Ok((count(tx)?, all));
    }
    let of_product = tx.rows(
        "SELECT seq, at, product, kind, subject, account, region FROM due
         WHERE product = $1 ORDER BY at, seq LIMIT $2",
        args![product, most],
        read,
    )?;
    let number =
        tx.row("SELECT COUNT(*) FROM due WHERE product = $1", args![product], |row| row.int(0))?;
    Ok((number.unwrap_or_default(), of_product))
}

/// How much work waits.
pub fn count(tx: &mut dyn Tx) -> store::Result<i64> {
    Ok(tx.row("SELECT COUNT(*) FROM due", &[], |row| row.int(0))?.unwrap_or_default())
}

/// The first work that is due by `now`.
pub fn first(tx: &mut dyn Tx, now: i64) -> store::Result<Option<QueuedWork>> {
    tx.row(
        "SELECT seq, at, product, kind, subject, account, region FROM due
         WHERE at <= $1 ORDER BY at, seq LIMIT 1",
        args![now],
        read,
    )
}

fn read(row: &Row<'_>) -> store::Result<QueuedWork> {
    Ok(QueuedWork {
        seq: row.int(0)?,
        at: row.int(1)?,
        product: row.text(2)?,
        kind: row.text(3)?,
        subject: row.text(4)?,
        account: row.text(5)?,
        region: row.text(6)?,
    })
}

/// Removes work that is done or has failed.
pub fn remove(tx: &mut dyn Tx, piece: &QueuedWork) -> store::Result<()> {
    tx.execute("DELETE FROM due WHERE seq = $1", args![piece.seq])?;
    Ok(())
}
