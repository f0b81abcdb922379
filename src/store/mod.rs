//! The database of a world: one of SQLite, which this process has for itself, or one of PostgreSQL, which several share.

mod baseline;
mod data_file;
mod difference;
mod engine;
mod errors;
mod file;
mod image;
mod job;
mod left;
mod local;
mod lock;
mod log;
mod opening;
mod postgres;
mod schema;
mod scratch;
mod secret_key;
mod shared;
mod snapshot;
mod sqlite;
mod state;
mod steps;
mod writer;

use std::{path::PathBuf, sync::Arc};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};

pub(crate) use crate::store::data_file::warn_if_open;
pub use crate::store::{
    difference::{Change, RowDifference, TableDifference, differences},
    engine::Engine,
    errors::{OpenError, ResetError},
    image::Image,
    left::{Killed, Left},
    lock::in_use,
    postgres::{Address, Follower, FoundCall, Head, Room, SharedNonce, ToldCall, is_address},
    scratch::Scratch,
    secret_key::SecretKey,
    snapshot::SnapshotOrigin,
    sqlite::statements_that_ran,
    state::State,
};
use crate::{
    random,
    store::{local::Local, lock::WriteMark, postgres::Postgres},
};

/// When an answered write is safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Durability {
    /// A crash of the process.
    #[default]
    Process,
    /// A power failure too: every commit waits for the disk.
    Full,
}

/// How a database is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// When an answered write is safe.
    pub durability: Durability,
    /// Whether the state at start is copied for a reset however large it is, where it cannot be kept otherwise.
    pub copy_for_reset: bool,
    /// Whether all of the schema is created at start, for a test that looks at the tables of every product.
    pub whole_schema: bool,
    /// The file whose state a database begins with that has none yet. It is not changed.
    pub from: Option<PathBuf>,
    /// How many connections to a server are opened at the most, where the database has one; few at the least.
    pub connections: usize,
    /// The key that seals the secrets in the database of a server.
    pub secret_key: Option<SecretKey>,
}

/// What a database has from the start.
#[derive(Clone, Copy)]
pub struct Contents<'a> {
    /// The parts of the schema. Those that are not created at start are when a statement first names one of their
    /// tables.
    pub schema: &'static [SchemaPart],
    /// The key of its seals, if it is new.
    pub secret: [u8; 32],
    /// Writes what has to be there before anything is served, in the same transaction as the steps.
    pub begin: &'a (dyn Fn(&mut dyn Tx) -> Result<(), StoreError> + Sync),
    /// How the clock goes at first, where several processes share it.
    pub clock: &'a str,
}

impl Contents<'_> {
    /// These parts, and nothing else.
    #[must_use]
    pub fn of(schema: &'static [SchemaPart]) -> Self {
        Self { schema, secret: random::secret(None), begin: &|_| Ok(()), clock: "" }
    }
}

/// An open database.
pub struct Database {
    schema: &'static [SchemaPart],
    engine: Arc<Engine>,
    begun: Begun,
    head: Option<Head>,
    kind: Kind,
}

/// What has the data.
enum Kind {
    /// SQLite, for this process alone.
    Local(Local),
    /// A server, for all who serve the same world.
    Shared(Postgres),
}

/// What a database has been found to be when it was opened.
struct Begun {
    secret: [u8; 32],
    left: Left,
    /// How many starts there were before this one.
    starts: u64,
    due: Result<Option<i64>, StoreError>,
}

impl Database {
    /// Opens or makes the database at `data`, a file or the [`Address`] of a server; `:memory:` keeps nothing. The state
    /// at start is kept for a reset where that costs little. A file is written by this thread and those of the `engine`.
    pub fn open(
        engine: &Arc<Engine>,
        data: &str,
        contents: Contents<'_>,
        opening: &Opening,
    ) -> Result<Self, OpenError> {
        if is_address(data) {
            let wrong = |why| OpenError::Server { place: "the database".into(), why };
            let address: Address = data.parse().map_err(wrong)?;
            let (postgres, begun, head) = Postgres::open(address, engine, contents, opening)?;
            let opened = Self::of(engine, contents, (Kind::Shared(postgres), begun));
            return Ok(Self { head: Some(head), ..opened });
        }
        if opening.secret_key.is_some() {
            let why = "it is a file of this process alone: a secret key is for postgres://".into();
            return Err(OpenError::Server { place: data.into(), why });
        }
        let (local, begun) = Local::open(engine, data, contents, opening)?;
        Ok(Self::of(engine, contents, (Kind::Local(local), begun)))
    }

    /// A database in memory that begins with an image: one connection, without a file and without a thread. A reset
    /// goes back to the image.
    pub fn in_memory(
        engine: &Arc<Engine>,
        image: &Arc<Image>,
        contents: Contents<'_>,
    ) -> Result<Self, OpenError> {
        let (local, begun) = Local::in_memory(engine, image, contents)?;
        Ok(Self::of(engine, contents, (Kind::Local(local), begun)))
    }

    /// A database in memory that goes on with a state, its seals among it. A reset is not possible.
    pub(crate) fn over(
        engine: &Arc<Engine>,
        state: State,
        contents: Contents<'_>,
    ) -> Result<Self, OpenError> {
        let (local, begun) = Local::over(engine, state, contents)?;
        Ok(Self::of(engine, contents, (Kind::Local(local), begun)))
    }

    fn of(engine: &Arc<Engine>, contents: Contents<'_>, (kind, begun): (Kind, Begun)) -> Self {
        Self { schema: contents.schema, engine: Arc::clone(engine), begun, head: None, kind }
    }

    /// Where it is: its file, or the address of its server without the password; `:memory:` if it keeps nothing.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.kind {
            Kind::Local(local) => local.name(),
            Kind::Shared(postgres) => postgres.name(),
        }
    }

    /// When the first due work is due that was queued before it was opened.
    pub fn due(&self) -> &Result<Option<i64>, StoreError> {
        &self.begun.due
    }

    /// The threads that write for databases in files.
    #[must_use]
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The key of the seals of the world whose state this is. It stays through every reset.
    #[must_use]
    pub fn secret(&self) -> &[u8; 32] {
        &self.begun.secret
    }

    /// What the program that served it last has left of its nonces.
    #[must_use]
    pub fn left(&self) -> &Left {
        &self.begun.left
    }

    /// How many servers and worlds have begun with its state before; 0 of one that is new.
    #[must_use]
    pub fn starts(&self) -> u64 {
        self.begun.starts
    }

    /// Runs `work` in a transaction that sees one state and changes nothing, and holds up this thread for so long. It may
    /// read what is created at start, and what is known to be there.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.kind {
            Kind::Local(local) => local.read(work),
            Kind::Shared(postgres) => postgres.read(work),
        }
    }

    /// [`read`](Self::read) of anything: a part of the schema that is not there is created, and `work` is run anew. While
    /// somebody writes to a database in memory, it waits without holding up this thread.
    pub async fn read_any<T, E: From<StoreError>>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.kind {
            Kind::Local(local) => local.read_any(work).await,
            Kind::Shared(postgres) => postgres.read(work),
        }
    }

    /// [`read_any`](Self::read_any) of what calls of clients read: where a server has the data, it runs on a thread of the
    /// database, and this one goes on.
    pub async fn read_call<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.kind {
            Kind::Local(local) => local.read_any(work).await,
            Kind::Shared(postgres) => Box::pin(postgres.read_call(work)).await,
        }
    }

    /// Runs `work` in a transaction that is kept if it answers `Ok` and undone if not. When this
    /// answers, what was kept is committed, and `after` has been run: between the commit and the first answer,
    /// also if the caller has disconnected. It must not take long.
    ///
    /// It shares its commit with other calls. If one of them fails, `work` may be run anew, and
    /// what it did to the database before is undone.
    pub async fn write<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.kind {
            Kind::Local(local) => local.write(work, after).await,
            Kind::Shared(postgres) => Box::pin(postgres.write(work, after, false)).await,
        }
    }

    /// [`write`](Self::write) for work that may take long: no reads wait for it.
    pub async fn write_apart<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.kind {
            Kind::Local(local) => local.write_apart(work, after).await,
            Kind::Shared(postgres) => Box::pin(postgres.write(work, after, true)).await,
        }
    }

    /// Back to the state in which the program found it, or with which a shared one began, and with what `begin` adds. The
    /// clock of a shared one goes as `clock` says.
    pub async fn reset(
        &self,
        clock: String,
        begin: impl Fn(&mut dyn Tx) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), ResetError> {
        match &self.kind {
            Kind::Local(local) => {
                local.reset().await?;
                local.write_apart(begin, |()| ()).await?;
            }
            Kind::Shared(postgres) => postgres.reset(clock, begin).await?,
        }
        Ok(())
    }

    /// Makes the present state the one that a reset goes back to, unless the state at start is kept nowhere.
    pub async fn keep(&self) -> Result<(), StoreError> {
        match &self.kind {
            Kind::Local(local) => local.keep().await,
            Kind::Shared(postgres) => postgres.keep().await,
        }
    }

    /// A copy of the state that a reset goes back to; `None` if it is kept nowhere.
    pub async fn at_start(&self) -> Result<Option<State>, StoreError> {
        match &self.kind {
            Kind::Local(local) => local.at_start().await,
            Kind::Shared(postgres) => postgres.at_start().await,
        }
    }

    /// Makes another state the one that a reset goes back to, unless the state at start is kept nowhere.
    pub async fn keep_other(&self, state: State) -> Result<(), StoreError> {
        match &self.kind {
            Kind::Local(local) => local.keep_other(state).await,
            Kind::Shared(postgres) => postgres.keep_other(state).await,
        }
    }

    /// Copies all of it, as it is at one moment, into `to`.
    pub async fn copy(&self, to: State) -> Result<State, StoreError> {
        match &self.kind {
            Kind::Local(local) => local.copy(to).await,
            Kind::Shared(postgres) => postgres.copy(to).await,
        }
    }

    /// The image of all of it, as it is at one moment, and what `then` answers at that moment. Images of the same
    /// state are one, where a file has it.
    pub async fn image<T: Send + 'static>(
        &self,
        then: impl FnOnce() -> T + Send + 'static,
    ) -> Result<(Arc<Image>, T), OpenError> {
        let postgres = match &self.kind {
            Kind::Local(local) => return local.image(then).await,
            Kind::Shared(postgres) => postgres,
        };
        let failed = |cause| OpenError::Store { file: "the copy of a state".into(), cause };
        let state = State::in_memory().map_err(failed)?;
        let state = postgres.copy(state).await.map_err(failed)?;
        Ok((Image::of(state, Contents::of(self.schema))?, then()))
    }

    /// Puts another state in the place of its own. The key of the seals and the nonces stay its own.
    pub async fn replace(&self, by: State) -> Result<(), StoreError> {
        match &self.kind {
            Kind::Local(local) => local.replace(by).await,
            Kind::Shared(postgres) => postgres.replace(by).await,
        }
    }

    /// Commits what waits, and closes. Nothing can be written after it. Of a file all is then in the one file, and the files
    /// beside it are gone, unless another thread still reads.
    pub fn close(&self) {
        match &self.kind {
            Kind::Local(local) => local.close(),
            Kind::Shared(postgres) => postgres.close(),
        }
    }
}
