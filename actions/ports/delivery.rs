//! What becomes of the messages of the outbox where they are delivered: columns of its table.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

/// What has become of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is kept and is not to be delivered.
    #[default]
    Recorded,
    /// It is to be delivered at [`Delivery::next`].
    Waiting,
    /// Its receiver has accepted it.
    Delivered,
    /// It was refused, or failed as often as it may.
    Dead,
}

impl DeliveryState {
    /// Its name in the outbox.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
        }
    }

    /// The state of this name; any other text is [`Recorded`](Self::Recorded).
    fn of_name(name: &str) -> Self {
        [Self::Waiting, Self::Delivered, Self::Dead]
            .into_iter()
            .find(|it| it.name() == name)
            .unwrap_or(Self::Recorded)
    }
}

/// How far the delivery of a message is. Times are in milliseconds on the world's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Its state.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    pub next: Option<i64>,
    /// Why the last attempt failed, or why it is not delivered. Without secrets and paths of URLs.
    pub last_error: Option<String>,
    /// When it was delivered.
    pub at: Option<i64>,
    /// The id by which its receiver knows it, the same in each attempt; `None` if it was never to be delivered.
    pub key: Option<String>,
}

// Steps of the schema. The index has the messages that wait, and no others.
pub(crate) const STATE: &str =
    "ALTER TABLE outbox ADD COLUMN delivery TEXT NOT NULL DEFAULT 'recorded'";
pub(crate) const ATTEMPTS: &str =
    "ALTER TABLE outbox ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0";
pub(crate) const NEXT: &str = "ALTER TABLE outbox ADD COLUMN next_attempt BIGINT";
pub(crate) const LAST_ERROR: &str = "ALTER TABLE outbox ADD COLUMN last_error TEXT";
pub(crate) const AT: &str = "ALTER TABLE outbox ADD COLUMN delivered_at BIGINT";
pub(crate) const KEY: &str = "ALTER TABLE outbox ADD COLUMN delivery_key TEXT";
pub(crate) const WAITING: &str =
    "CREATE INDEX outbox_waiting ON outbox (next_attempt, id) WHERE delivery = 'waiting'";

/// The first of six columns from `at` on: state, attempts, next, last error, time of delivery, key.
pub(super) fn read(row: &Row<'_>, at: usize) -> Result<Delivery> {
    Ok(Delivery {
        state: DeliveryState::of_name(&row.text(at)?),
        attempts: row.int(at + 1)?,
        next: row.opt_int(at + 2)?,
        last_error: row.opt_text(at + 3)?,
        at: row.opt_int(at + 4)?,
        key: row.opt_text(at + 5)?,
    })
}

/// Has a message delivered, as if it had never been tried: it waits from `now` on. It keeps its key; one that has none
/// gets `key`.
pub fn queue(tx: &mut dyn Tx, id: i64, now: i64, key: &str) -> Result<()> {
    tx.execute(
        "UPDATE outbox SET delivery = 'waiting', attempts = 0, next_attempt = $1, last_error = NULL,
         delivered_at = NULL, delivery_key = COALESCE(delivery_key, $2) WHERE id = $3",
        args![now, key, id],
    )?;
    Ok(())
}

/// Writes down what has become of a message that waited. Where another message has its number meanwhile, or it no
/// longer waits, nothing is written.
pub fn record(tx: &mut dyn Tx, id: i64, now: &Delivery) -> Result<()> {
    let Delivery { state, attempts, next, last_error, at, key } = now;
    tx.execute(
        "UPDATE outbox SET delivery = $1, attempts = $2, next_attempt = $3, last_error = $4, delivered_at = $5
         WHERE id = $6 AND COALESCE(delivery_key, '') = $7 AND delivery = 'waiting'",
        args![
            state.name(),
            *attempts,
            *next,
            last_error.as_deref(),
            *at,
            id,
            key.as_deref().unwrap_or_default()
        ],
    )?;
    Ok(())
}

/// Leaves all that waits in the outbox, not to be delivered, and says why.
pub fn leave(tx: &mut dyn Tx, why: &str) -> Result<()> {
    tx.execute(
        "UPDATE outbox SET delivery = 'recorded', next_attempt = NULL, last_error = $1
         WHERE delivery = 'waiting'",
        args![why],
    )?;
    Ok(())
}

/// The numbers of the first `most` messages whose time has come, in the order of their times.
pub fn due(tx: &mut dyn Tx, now: i64, most: i64) -> Result<Vec<i64>> {
    tx.rows(
        "SELECT id FROM outbox WHERE delivery = 'waiting' AND next_attempt <= $1
         ORDER BY next_attempt NULLS FIRST, id LIMIT $2",
        args![now, most],
        |row| row.int(0),
    )
}

/// When the next message is to be delivered whose time comes after `now`.
pub fn next(tx: &mut dyn Tx, now: i64) -> Result<Option<i64>> {
    let sql =
        "SELECT MIN(next_attempt) FROM outbox WHERE delivery = 'waiting' AND next_attempt > $1";
    tx.row(sql, args![now], |row| row.opt_int(0)).map(Option::flatten)
}

/// How many messages wait.
pub fn waiting(tx: &mut dyn Tx) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM outbox WHERE delivery = 'waiting'";
    Ok(tx.row(sql, &[], |row| row.int(0))?.unwrap_or_default())
}
