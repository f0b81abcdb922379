//! Images: whole databases in memory that worlds begin with, and go back to when they are reset.
//!
//! All worlds that begin with the same state share one. It has none of what belongs to one world: no messages, no
//! nonces, no key of seals.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use actions::ports::store::StoreError;
use rusqlite::Connection;

use crate::store::{
    Contents, OpenError, schema, sqlite,
    state::{self, State},
};

/// A state that worlds begin with.
pub struct Image(Mutex<State>);

/// What stands for the path of a database that has no file, where an error names one.
const IN_MEMORY: &str = "a state in memory";

impl Image {
    /// The image of a state, which is empty or was a world's. It is brought up to date first.
    pub fn of(state: State, contents: Contents<'_>) -> Result<Arc<Self>, OpenError> {
        let (db, path) = (&state.0, Path::new(IN_MEMORY));
        let failed = |cause| OpenError::Database { file: IN_MEMORY.into(), cause };
        sqlite::settle_in_memory(db).map_err(failed)?;
        let fresh = schema::is_empty(db, path)?;
        schema::bring_up_to_date(db, path, contents, fresh)?;
        schema::forget_world(db).map_err(failed)?;
        db.flush_prepared_statement_cache();
        Ok(Arc::new(Self(Mutex::new(state))))
    }

    /// The image of an empty state.
    pub fn empty(contents: Contents<'_>) -> Result<Arc<Self>, OpenError> {
        let failed = |cause| OpenError::Store { file: IN_MEMORY.into(), cause };
        Self::of(State::in_memory().map_err(failed)?, contents)
    }

    /// A database of its own for a world: this state, with what the world begins with. Its key of seals is new.
    pub(super) fn open(&self, contents: Contents<'_>) -> Result<(Connection, [u8; 32]), OpenError> {
        let failed = |cause| OpenError::Database { file: IN_MEMORY.into(), cause };
        let mut db = Connection::open_in_memory().map_err(failed)?;
        let copied = state::copy(&self.state().0, &mut db);
        copied.map_err(|cause| OpenError::Store { file: IN_MEMORY.into(), cause })?;
        sqlite::settle_in_memory(&db).map_err(failed)?;
        let secret = schema::bring_up_to_date(&db, Path::new(IN_MEMORY), contents, false)?;
        Ok((db, secret))
    }

    /// Puts this state in the place of that of a world, whose key of seals stays.
    pub(super) fn restore(&self, db: &mut Connection) -> Result<(), StoreError> {
        let secret = schema::secret(db).map_err(sqlite::driver)?;
        state::copy(&self.state().0, db)?;
        schema::keep_secret(db, &secret).map_err(sqlite::driver)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
