//! What all who serve a world know of it: one row, at which a process looks before it lets a call in.
//!
//! It says how often something changed that a process remembers, how the clock goes, how often the state went back to its
//! start, what the last message is and when the next work is due. So a process that another one has overtaken notices it
//! before it answers from what it remembers.

use std::{
    sync::{Mutex, OnceLock, PoisonError, Weak},
    time::{Duration, Instant},
};

use actions::{
    args,
    ports::store::{StoreError, Tx},
};
use tokio_postgres::Row;

/// Its table, which only a shared database has.
pub(super) const TABLE: &str = "CREATE TABLE world_head (
        id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL, epoch BIGINT NOT NULL, clock TEXT NOT NULL
    )";

/// Adds to it how often the journal was cleared.
pub(super) const WITH_JOURNAL: &str = "ALTER TABLE world_head
        ADD COLUMN cleared BIGINT NOT NULL DEFAULT 0, ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0";

/// Reads it.
pub(super) const READ: &str = "SELECT version, epoch, clock, (SELECT MIN(at) FROM due), (SELECT MAX(id) FROM outbox), cleared, forgotten FROM world_head WHERE id = 1";

/// What all who serve a world know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Goes up when identities, the clock or the whole state change.
    pub version: i64,
    /// Goes up when the state goes back to its start.
    pub epoch: i64,
    /// How the clock goes.
    pub clock: String,
    /// When the next work is due, in milliseconds on the world's clock.
    pub due: Option<i64>,
    /// The number of the last message, if there is one.
    pub message: Option<i64>,
    /// How often the journal was cleared.
    pub cleared: i64,
    /// How often it was asked to forget what was asked of the policies.
    pub forgotten: i64,
}

impl Head {
    pub(super) fn of(row: &Row) -> Result<Self, tokio_postgres::Error> {
        let (version, epoch) = (row.try_get(0)?, row.try_get(1)?);
        let (clock, due, message) = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
        let (cleared, forgotten) = (row.try_get(5)?, row.try_get(6)?);
        Ok(Self { version, epoch, clock, due, message, cleared, forgotten })
    }
}

/// What is told what other processes did. A head may be told again, and an older one after a newer.
pub trait Follower: Send + Sync {
    /// Takes over what was found. It must not take long.
    fn follow(&self, head: &Head);
    /// Forgets what was looked up in a transaction that is undone.
    fn undone(&self);
}

/// Who follows the head, and what is known of the server.
#[derive(Default)]
pub(super) struct Following {
    follower: OnceLock<Weak<dyn Follower>>,
    /// Since when the server is not reached.
    down: Mutex<Option<Instant>>,
}

impl Following {
    pub(super) fn follow(&self, head: &Head) {
        if let Some(follower) = self.follower.get().and_then(Weak::upgrade) {
            follower.follow(head);
        }
    }

    pub(super) fn undone(&self) {
        if let Some(follower) = self.follower.get().and_then(Weak::upgrade) {
            follower.undone();
        }
    }

    pub(super) fn by(&self, follower: Weak<dyn Follower>) {
        // The one that was there first stays.
        let _ = self.follower.set(follower);
    }

    pub(super) fn reached(&self) {
        *self.down.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// For how long the server has not been reached by now.
    pub(super) fn not_reached(&self) -> Duration {
        let mut down = self.down.lock().unwrap_or_else(PoisonError::into_inner);
        down.get_or_insert_with(Instant::now).elapsed()
    }
}

/// Begins a new version.
pub(in crate::store) fn change_version(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("UPDATE world_head SET version = version + 1 WHERE id = 1", &[]).map(drop)
}

/// How the clock goes.
pub(in crate::store) fn clock(tx: &mut dyn Tx) -> Result<String, StoreError> {
    let clock = tx.row("SELECT clock FROM world_head WHERE id = 1", &[], |row| row.text(0))?;
    clock.ok_or(StoreError::Shape)
}

/// Writes down how the clock goes, in a new version.
pub(in crate::store) fn change_clock(tx: &mut dyn Tx, clock: &str) -> Result<(), StoreError> {
    let sql = "UPDATE world_head SET version = version + 1, clock = $1 WHERE id = 1";
    tx.execute(sql, args![clock]).map(drop)
}

/// Clears the journal of all who serve the world.
pub(in crate::store) fn clear_journal(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("UPDATE world_head SET cleared = cleared + 1 WHERE id = 1", &[]).map(drop)
}

/// Has all who serve the world forget what was asked of the policies.
pub(in crate::store) fn forget_questions(tx: &mut dyn Tx) -> Result<(), StoreError> {
    tx.execute("UPDATE world_head SET forgotten = forgotten + 1 WHERE id = 1", &[]).map(drop)
}

/// Writes down that the state is back at its start, with this clock, in a new version.
pub(super) fn change_epoch(tx: &mut dyn Tx, clock: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM world_nonce", &[])?;
    let sql = "UPDATE world_head
        SET version = version + 1, epoch = epoch + 1, clock = $1, cleared = cleared + 1 WHERE id = 1";
    tx.execute(sql, args![clock]).map(drop)
}
