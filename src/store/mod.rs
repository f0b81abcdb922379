//! The database of a world: one connection that writes for all, and a reader for each thread.

mod schema;
mod sqlite;
mod writer;

use std::{
    cell::RefCell,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    time::Duration,
};

use actions::store::{StoreError, Tx};
use rusqlite::Connection;
use tempfile::TempDir;
use tracing::debug;

pub use crate::store::sqlite::statements_that_ran;
use crate::store::{sqlite::Reading, writer::Writer};

/// When an answered write is safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Durability {
    /// From the end of the process, however it ends.
    #[default]
    Process,
    /// From a power failure too: every commit waits for the disk.
    Full,
}

/// Why a database cannot be opened. The text is for the person who started the program.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds it.
    #[error("{0} is in use by another process: stop it, or choose another file with --data")]
    Locked(String),
    /// It is a database of a later version.
    #[error(
        "{file} was written by a newer Localyun ({part} is at step {found}, this one knows {known}): \
         upgrade Localyun, or choose another file with --data"
    )]
    Newer {
        /// The file.
        file: String,
        /// The part of the schema that is ahead.
        part: String,
        /// Its step in the file.
        found: i64,
        /// The last step of this version.
        known: i64,
    },
    /// It is something else.
    #[error("{0} is not a Localyun database: choose another file with --data")]
    Foreign(String),
    /// The file system refused.
    #[error("cannot open {file}: {cause}")]
    Io {
        /// The file.
        file: String,
        /// What the system says.
        cause: io::Error,
    },
    /// The database refused.
    #[error("cannot open {file}: {cause}")]
    Database {
        /// The file.
        file: String,
        /// What it says.
        cause: rusqlite::Error,
    },
}

/// What a database knows of the nonces of the program that served it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// No program did.
    Nothing,
    /// These, in Base64, as they were written down when it stopped.
    Nonces(String),
    /// Nothing is known: it was killed.
    Unknown,
}

/// An open database.
pub struct Store {
    path: PathBuf,
    writer: Writer,
    secret: [u8; 32],
    left: Left,
    /// Known by address to the readers of each thread; they go when it goes.
    alive: Arc<()>,
    _lock: File,
    /// The folder of a database that is to leave nothing behind.
    _folder: Option<TempDir>,
}

thread_local! {
    static READERS: RefCell<Vec<(Weak<()>, Connection)>> = const { RefCell::new(Vec::new()) };
}

impl Store {
    /// Opens or makes the database at `data`; `:memory:` keeps nothing.
    pub fn open(data: &str, durability: Durability) -> Result<Self, OpenError> {
        let folder = (data == ":memory:")
            .then(scratch_folder)
            .transpose()
            .map_err(|cause| OpenError::Io { file: "a temporary folder".into(), cause })?;
        let path =
            folder.as_ref().map_or_else(|| PathBuf::from(data), |f| f.path().join("localyun.db"));
        let lock = lock(&path)?;
        let failed = |cause| sqlite::open_error(&path, cause);
        let db = sqlite::open_writer(&path).map_err(failed)?;
        let fresh = schema::is_empty(&db, &path)?;
        sqlite::settle(&db, durability, folder.is_some()).map_err(failed)?;
        schema::bring_up_to_date(&db, &path, fresh)?;
        let secret = schema::secret(&db).map_err(failed)?;
        let left = schema::left(&db, fresh).map_err(failed)?;
        let writer = Writer::start(db, (!fresh).then(|| beside(&path, "-start")))
            .map_err(|cause| OpenError::Io { file: "a thread".into(), cause })?;
        let alive = Arc::new(());
        Ok(Self { path, writer, secret, left, alive, _lock: lock, _folder: folder })
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

    /// Runs `work` on this thread, in a transaction that sees one state and changes nothing.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        READERS.with_borrow_mut(|readers| {
            let alive = Arc::as_ptr(&self.alive);
            let found = readers.iter().position(|(of, _)| of.as_ptr() == alive);
            let at = if let Some(at) = found {
                at
            } else {
                readers.retain(|(of, _)| of.strong_count() > 0);
                let db = sqlite::open_reader(&self.path).map_err(sqlite::driver)?;
                debug!(path = %self.path.display(), "opened a reader");
                readers.push((Arc::downgrade(&self.alive), db));
                readers.len() - 1
            };
            work(&mut Reading::new(&readers[at].1))
        })
    }

    /// Runs `work` in a transaction that is kept if it answers `Ok` and undone if not. When this
    /// answers, what was kept is committed.
    ///
    /// It shares its commit with other calls. If one of them fails, `work` may be run anew, and
    /// what it did to the database before is undone.
    pub async fn write<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run(work).await
    }

    /// [`write`](Self::write) for what may take long: nobody's reads wait for it.
    pub async fn write_apart<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run_apart(work).await
    }

    /// Back to the state in which the program found it.
    pub async fn reset(&self) -> Result<(), StoreError> {
        self.writer.reset().await
    }

    /// Commits what waits, and closes. Nothing can be written after it.
    pub fn close(&self) {
        self.writer.stop();
    }
}

/// `localyun.db-lock` for `localyun.db`.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Holds the file beside the database that says it is in use.
fn lock(path: &Path) -> Result<File, OpenError> {
    let name = beside(path, "-lock");
    let failed = |cause| OpenError::Io { file: name.display().to_string(), cause };
    let file = File::create(&name).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked(path.display().to_string())),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

const SCRATCH: &str = "localyun-memory-";

/// A folder in memory where the system has one, else in its temporary folder. It goes
/// when the program ends; one that a killed program left is removed by the next.
fn scratch_folder() -> io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    for entry in fs::read_dir(&root)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(SCRATCH) {
            let lock = File::open(entry.path().join("localyun.db-lock"));
            // One that is younger may be about to lock it.
            let old = |file: &File| {
                let made = file.metadata().and_then(|m| m.modified());
                made.is_ok_and(|t| t.elapsed().is_ok_and(|age| age > Duration::from_secs(60)))
            };
            if lock.is_ok_and(|file| old(&file) && file.try_lock().is_ok()) {
                // Another program may be removing it too.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
    tempfile::Builder::new().prefix(SCRATCH).tempdir_in(root)
}
