//! The database of a world: one connection that writes for all, and a reader for each thread.

mod baseline;
mod data_file;
mod difference;
mod engine;
mod errors;
mod file;
mod image;
mod job;
mod left;
mod lock;
mod log;
mod opening;
mod schema;
mod scratch;
mod snapshot;
mod sqlite;
mod state;
mod steps;
mod writer;

use std::{
    cell::RefCell,
    collections::VecDeque,
    fs, io,
    path::PathBuf,
    sync::{Arc, Weak},
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::Connection;
use tempfile::TempDir;
use tracing::debug;

pub(crate) use crate::store::data_file::warn_if_open;
pub use crate::store::{
    difference::{Change, RowDifference, TableDifference, differences},
    engine::Engine,
    errors::{OpenError, ResetError},
    image::Image,
    left::{Killed, Left},
    lock::in_use,
    scratch::Scratch,
    snapshot::SnapshotOrigin,
    sqlite::statements_that_ran,
    state::State,
};
use crate::{
    random,
    store::{
        baseline::Baseline,
        data_file::{make, no_file},
        file::OpenFile,
        lock::{Lock, WriteMark},
        opening::OpenedDatabase,
        sqlite::{Open, Reading},
        writer::Writer,
    },
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
    pub begin: &'a dyn Fn(&mut dyn Tx) -> Result<(), StoreError>,
}

impl Contents<'_> {
    /// These parts, and nothing else.
    #[must_use]
    pub fn of(schema: &'static [SchemaPart]) -> Self {
        Self { schema, secret: random::secret(None), begin: &|_| Ok(()) }
    }
}

/// An open database.
pub struct Database {
    schema: &'static [SchemaPart],
    writer: Writer,
    secret: [u8; 32],
    left: Left,
    starts: u64,
    due: Result<Option<i64>, StoreError>,
    /// `None` if it is kept in memory: what reads then uses the connection that writes.
    files: Option<Files>,
}

/// What a database has that is kept in a file.
struct Files {
    path: PathBuf,
    /// Identifies the readers of each thread by its address; they are dropped after it.
    alive: Arc<()>,
    lock: Lock,
    /// The folder of a database that is to leave nothing behind.
    folder: Option<TempDir>,
}

/// Of how many databases a thread keeps a reader open: those that it has read last.
const READERS_OF_A_THREAD: usize = 16;

thread_local! {
    /// The last used comes first.
    static READERS: RefCell<VecDeque<(Weak<()>, Connection)>> = const { RefCell::new(VecDeque::new()) };
}

impl Database {
    /// Opens or makes the database at `data`; `:memory:` keeps nothing. The state at start is kept for a
    /// reset where that costs little. It is written by this thread and those of the `engine`.
    pub fn open(
        engine: &Arc<Engine>,
        data: &str,
        contents: Contents<'_>,
        opening: &Opening,
    ) -> Result<Self, OpenError> {
        let folder = (data == ":memory:")
            .then(scratch::folder)
            .transpose()
            .map_err(|cause| OpenError::Io { file: "a temporary folder".into(), cause })?;
        let path =
            folder.as_ref().map_or_else(|| PathBuf::from(data), |f| f.path().join("localyun.db"));
        if let Some(what) = no_file(&path) {
            let (file, cause) = (path.display().to_string(), io::Error::other(what));
            return Err(OpenError::Io { file, cause });
        }
        let lock = Lock::take(&path)?;
        let made = make(&path)?;
        let failed = |cause| OpenError::Io { file: path.display().to_string(), cause };
        let from = opening.from.clone();
        let opened = from
            .as_ref()
            .map_or(Ok(()), |from| snapshot::begin_with(&path, from))
            .and_then(|()| {
                let settled = opening::settled(&path, &lock, contents, opening, folder.is_some());
                settled.map_err(|e| match &from {
                    Some(from) => e.of_snapshot(from),
                    None => e,
                })
            })
            .and_then(|it| Ok((it, lock.opened().map_err(failed)?)));
        let (OpenedDatabase { db, baseline, secret, left, starts, due }, mark) = opened
            .inspect_err(|_| {
                if made {
                    let _ = fs::remove_file(&path);
                }
            })?;
        warn_if_open(&path);
        let schema = contents.schema;
        let writer = Writer::new((db, schema), baseline, Some(mark), Arc::clone(engine));
        let files = Files { path, alive: Arc::new(()), lock, folder };
        Ok(Self { schema, writer, secret, left, starts, due, files: Some(files) })
    }

    /// A database in memory that begins with an image: one connection, without a file and without a thread. A reset
    /// goes back to the image.
    pub fn in_memory(
        engine: &Arc<Engine>,
        image: &Arc<Image>,
        contents: Contents<'_>,
    ) -> Result<Self, OpenError> {
        let schema = contents.schema;
        let (db, secret) = image.open(contents)?;
        let due = actions::ports::due::next(&mut Open { db: &db, schema });
        let (baseline, starts) = (Baseline::Image(Arc::clone(image)), image.starts());
        let writer = Writer::new((db, schema), baseline, None, Arc::clone(engine));
        Ok(Self { schema, writer, secret, left: Left::Nothing, starts, due, files: None })
    }

    /// Its file; `:memory:` if it keeps nothing.
    #[must_use]
    pub fn name(&self) -> String {
        let kept = self.files.as_ref().filter(|files| files.folder.is_none());
        kept.map_or_else(|| ":memory:".into(), |files| files.path.display().to_string())
    }

    /// When the first due work is due that was queued before it was opened.
    pub fn due(&self) -> &Result<Option<i64>, StoreError> {
        &self.due
    }

    /// The threads that write for it.
    #[must_use]
    pub fn engine(&self) -> &Arc<Engine> {
        self.writer.engine()
    }

    /// The key of the seals of the world whose state this is. It stays through every reset.
    #[must_use]
    pub fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// What the program that served it last has left of its nonces.
    #[must_use]
    pub fn left(&self) -> &Left {
        &self.left
    }

    /// How many servers and worlds have begun with its state before; 0 of one that is new.
    #[must_use]
    pub fn starts(&self) -> u64 {
        self.starts
    }

    /// Runs `work` on this thread, in a transaction that sees one state and changes nothing. It may read what is
    /// created at start, and what is known to be there.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(files) = &self.files else {
            return self.writer.read_now(|file| file.read(work).0)?;
        };
        self.read_once(files, work)?.0
    }

    /// [`read`](Self::read) of anything: a part of the schema that is not there is created, and `work` is run anew. While
    /// somebody writes to a database in memory, it waits without holding up this thread.
    pub async fn read_any<T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        for _ in self.schema {
            let read = match &self.files {
                Some(files) => self.read_once(files, &mut work)?,
                None => Box::pin(self.writer.read(|file| file.read(&mut work))).await?,
            };
            match read {
                (_, Some(missing)) => Box::pin(self.writer.create(missing)).await?,
                (done, None) => return done,
            }
        }
        self.read(work)
    }

    /// What comes of `work`, and a part of the schema that it has found missing.
    fn read_once<T, E>(
        &self,
        files: &Files,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<(Result<T, E>, Option<&'static SchemaPart>), StoreError> {
        READERS.with_borrow_mut(|readers| {
            let alive = Arc::as_ptr(&files.alive);
            let at = readers.iter().position(|(of, _)| of.as_ptr() == alive);
            let reader = if let Some(reader) = at.and_then(|at| readers.remove(at)) {
                reader
            } else {
                readers.retain(|(of, _)| of.strong_count() > 0);
                readers.truncate(READERS_OF_A_THREAD - 1);
                let db = sqlite::open_reader(&files.path).map_err(sqlite::driver)?;
                debug!(path = %files.path.display(), "opened a reader");
                (Arc::downgrade(&files.alive), db)
            };
            let mut reading = Reading::new(&reader.1, self.schema);
            let done = work(&mut reading);
            let missing = reading.missing;
            drop(reading);
            readers.push_front(reader);
            Ok((done, missing))
        })
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
        self.writer.run(work, after).await
    }

    /// [`write`](Self::write) for work that may take long: no reads wait for it.
    pub async fn write_apart<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run_apart(work, after).await
    }

    /// Back to the state in which the program found it.
    pub async fn reset(&self) -> Result<(), ResetError> {
        self.writer.reset().await
    }

    /// Makes the present state the one that a reset goes back to, unless the state at start is kept nowhere.
    pub async fn keep(&self) -> Result<(), StoreError> {
        self.writer.between_writes(OpenFile::keep).await?
    }

    /// A copy of the state that a reset goes back to; `None` if it is kept nowhere.
    pub async fn at_start(&self) -> Result<Option<State>, StoreError> {
        self.writer.between_writes(|file| file.at_start()).await?
    }

    /// Makes another state the one that a reset goes back to, unless the state at start is kept nowhere.
    pub async fn keep_other(&self, state: State) -> Result<(), StoreError> {
        self.writer.between_writes(move |file| file.keep_other(&state)).await?
    }

    /// Copies all of it, as it is at one moment, into `to`.
    pub async fn copy(&self, to: State) -> Result<State, StoreError> {
        self.writer.copy(to).await
    }

    /// The image of all of it, as it is at one moment, and what `then` answers at that moment. Images of the same
    /// state are one.
    pub async fn image<T: Send + 'static>(
        &self,
        then: impl FnOnce() -> T + Send + 'static,
    ) -> Result<(Arc<Image>, T), OpenError> {
        let failed = |cause| OpenError::Store { file: "the copy of a state".into(), cause };
        let copy = move |file: &mut OpenFile| Ok((file.image()?, then()));
        self.writer.between_writes(copy).await.map_err(failed)?
    }

    /// Puts another state in the place of its own. The key of the seals and the nonces stay its own.
    pub async fn replace(&self, by: State) -> Result<(), StoreError> {
        self.writer.replace(by).await
    }

    /// Commits what waits, and closes: all is then in the one file, and the files beside it are gone, unless
    /// another thread still reads. Nothing can be written after it.
    pub fn close(&self) {
        let Some(files) = &self.files else { return self.writer.stop_later() };
        let alive = Arc::as_ptr(&files.alive);
        // A thread that ends has closed its readers already.
        let _ = READERS.try_with(|all| all.borrow_mut().retain(|(of, _)| of.as_ptr() != alive));
        if self.writer.stop() {
            files.lock.closed();
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.close();
    }
}
