//! Images: whole databases in memory that worlds begin with, and go back to when they are reset.
//!
//! All worlds that begin with the same state share one. It has none of what belongs to one world: no messages, no
//! nonces, no key of seals.
//!
//! To fork a world, the engine copies its database into an image, in the order of the writes, and reads its clock at
//! that moment. While nothing is written to the origin, the next fork gets the same image.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use actions::{ports::store::StoreError, shared::accounts};
use rusqlite::Connection;

use crate::{
    random,
    store::{
        Contents, OpenError, schema, sqlite,
        state::{self, State},
    },
};

/// A state that worlds begin with.
pub struct Image {
    state: Mutex<State>,
    accounts: Vec<String>,
    /// How many began with the state before those that begin with this.
    starts: u64,
}

/// What stands for the path of a database that has no file, where an error names one.
const IN_MEMORY: &str = "a state in memory";

impl Image {
    /// The image of a state, which is empty or was a world's. It is brought up to date first.
    pub fn of(state: State, contents: Contents<'_>) -> Result<Arc<Self>, OpenError> {
        let (db, path) = (&state.0, Path::new(IN_MEMORY));
        let failed = |cause| OpenError::Database { file: IN_MEMORY.into(), cause };
        let schema = contents.schema;
        sqlite::settle_in_memory(db).map_err(failed)?;
        let fresh = schema::is_empty(db, path)?;
        schema::bring_up_to_date(db, path, contents, (fresh, false))?;
        // Who begins with a state in which ids were drawn draws others, with the same number too.
        let starts = if fresh { 0 } else { schema::starts(db).map_err(failed)?.saturating_add(1) };
        schema::forget_world(db).map_err(failed)?;
        schema::keep_starts(db, starts).map_err(failed)?;
        let accounts = accounts::all(&mut state.reading(schema));
        let accounts =
            accounts.map_err(|cause| OpenError::Store { file: IN_MEMORY.into(), cause })?;
        let accounts = accounts.into_iter().map(|it| it.id).collect();
        db.flush_prepared_statement_cache();
        Ok(Arc::new(Self { state: Mutex::new(state), accounts, starts }))
    }

    /// The ids of the accounts in it, in their order; those that were created under another one come last.
    #[must_use]
    pub fn accounts(&self) -> &[String] {
        &self.accounts
    }

    /// The image of an empty state.
    pub fn empty(contents: Contents<'_>) -> Result<Arc<Self>, OpenError> {
        let failed = |cause| OpenError::Store { file: IN_MEMORY.into(), cause };
        Self::of(State::in_memory().map_err(failed)?, contents)
    }

    /// How many servers and worlds began with the state before those that begin with this.
    pub(super) fn starts(&self) -> u64 {
        self.starts
    }

    /// A database of its own for a world: this state, with what the world begins with. Its key of seals is new.
    pub(super) fn open(&self, contents: Contents<'_>) -> Result<(Connection, [u8; 32]), OpenError> {
        let failed = |cause| OpenError::Database { file: IN_MEMORY.into(), cause };
        let mut db = Connection::open_in_memory().map_err(failed)?;
        let copied = state::copy(&self.state().0, &mut db);
        copied.map_err(|cause| OpenError::Store { file: IN_MEMORY.into(), cause })?;
        sqlite::settle_in_memory(&db).map_err(failed)?;
        let secret = schema::bring_up_to_date(&db, Path::new(IN_MEMORY), contents, (false, false))?;
        Ok((db, secret))
    }

    /// Puts this state in the place of that of a world, whose key of seals stays.
    pub(super) fn restore(&self, db: &mut Connection) -> Result<(), StoreError> {
        let secret = schema::secret(db, random::secret(None)).map_err(sqlite::driver)?;
        state::copy(&self.state().0, db)?;
        schema::keep_secret(db, &secret).map_err(sqlite::driver)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The image that was made of a database last: while nothing is written, the next fork shares it.
#[derive(Default)]
pub(super) struct LastImage {
    image: Weak<Image>,
    /// How many rows had been changed by then.
    changes: u64,
}

impl LastImage {
    /// The image of what is in the database now.
    pub(super) fn of(
        &mut self,
        db: &Connection,
        contents: Contents<'_>,
    ) -> Result<Arc<Image>, OpenError> {
        let changes = db.total_changes();
        if let Some(image) = self.image.upgrade().filter(|_| self.changes == changes) {
            return Ok(image);
        }
        let failed = |cause| OpenError::Store { file: IN_MEMORY.into(), cause };
        let mut state = State::in_memory().map_err(failed)?;
        state.take(db).map_err(failed)?;
        let image = Image::of(state, contents)?;
        *self = Self { image: Arc::downgrade(&image), changes };
        Ok(image)
    }

    /// The whole database is another one.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Database, Engine};
    use std::{sync::mpsc, time::Duration};

    use actions::ports::store::{tally, tally_add};
    use tokio::{runtime::Builder, sync::oneshot};

    fn database() -> Database {
        let contents = || Contents::of(actions::schema());
        let image = Image::empty(contents()).unwrap();
        Database::in_memory(&Engine::start().unwrap(), &image, contents()).unwrap()
    }

    #[test]
    fn a_read_of_a_database_in_memory_cannot_write() {
        let database = database();
        let wrote: Result<u64, StoreError> =
            database.read(|tx| tx.execute("DELETE FROM outbox", &[]));
        let why = wrote.unwrap_err().to_string();
        assert!(why.contains("cannot write"), "{why}");
    }

    #[test]
    fn a_read_waits_for_a_long_write_and_its_thread_does_not() {
        let database = database();
        let (begins, begun) = oneshot::channel();
        let mut begins = Some(begins);
        let (go, wait) = mpsc::channel();
        let write = database.write_apart(
            move |tx| {
                let _ = begins.take().map(|it| it.send(()));
                // For ever, if the thread of the read were held up.
                let held = wait.recv_timeout(Duration::from_secs(20));
                held.map_err(|e| StoreError::Driver(e.into()))?;
                tally_add(tx, "1", "thing")
            },
            |_| (),
        );
        let read = async {
            begun.await.unwrap();
            let read = database.read_any(|tx| tally(tx, "1", "thing"));
            let release = async { go.send(()).unwrap() };
            tokio::join!(read, release).0
        };
        let runtime = Builder::new_current_thread().build().unwrap();
        let (kept, found) = runtime.block_on(async { tokio::join!(write, read) });
        kept.unwrap();
        assert_eq!(found.unwrap(), 1);
    }
}
