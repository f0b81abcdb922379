//! A copy of a whole database: for a fork of a world, or for a snapshot.

use std::path::Path;

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::{Connection, backup::Backup};
use tracing::warn;

use crate::store::{
    OpenError,
    data_file::make,
    sqlite::{self, Open},
};

/// A whole database that no world serves.
pub struct State(pub(super) Connection);

impl State {
    /// An empty one that is kept in memory.
    pub fn in_memory() -> Result<Self, StoreError> {
        let made = Connection::open_in_memory().and_then(|db| sqlite::prepare(&db).map(|()| db));
        made.map(Self).map_err(sqlite::driver)
    }

    /// Reads it. Tables of a product that are missing are created in it, since it is nobody else's.
    pub fn reading(&self, schema: &'static [SchemaPart]) -> impl Tx + use<'_> {
        Open { db: &self.0, schema }
    }

    /// An empty one in a new file, or the one in an existing file.
    pub fn in_file(path: &Path) -> Result<Self, OpenError> {
        make(path)?;
        sqlite::open_writer(path).map(Self).map_err(|cause| sqlite::open_error(path, cause))
    }

    /// Copies all of another database into this one.
    pub(super) fn take(&mut self, from: &Connection) -> Result<(), StoreError> {
        copy(from, &mut self.0)
    }
}

/// Copies all of a database into another. Each is as a whole, or not at all.
pub(super) fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let copy = Backup::new(from, to).map_err(sqlite::driver)?;
    match copy.step(-1).map_err(sqlite::driver)? {
        rusqlite::backup::StepResult::Done => Ok(()),
        other => {
            warn!(?other, "a copy of a database is incomplete");
            Err(StoreError::Driver("the copy of the database is incomplete".into()))
        }
    }
}
