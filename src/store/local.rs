//! A database of SQLite: one connection that writes for all, and a reader for each thread.

use std::{
    cell::RefCell,
    collections::VecDeque,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::Connection;
use tempfile::TempDir;
use tracing::debug;

use crate::store::{
    Begun, Contents, Engine, Image, Left, OpenError, Opening, ResetError, State,
    baseline::Baseline,
    data_file::{make, no_file, warn_if_open},
    file::OpenFile,
    lock::Lock,
    opening::{self, OpenedDatabase},
    schema, scratch, snapshot,
    sqlite::{self, Open, Reading},
    writer::Writer,
};

/// An open database of SQLite. What has the name of a function of [`Database`](crate::store::Database) does what is said there.
pub(super) struct Local {
    schema: &'static [SchemaPart],
    writer: Writer,
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

impl Local {
    /// Opens or makes the file at `data`.
    pub(super) fn open(
        engine: &Arc<Engine>,
        data: &str,
        contents: Contents<'_>,
        opening: &Opening,
    ) -> Result<(Self, Begun), OpenError> {
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
        Ok((Self { schema, writer, files: Some(files) }, Begun { secret, left, starts, due }))
    }

    pub(super) fn in_memory(
        engine: &Arc<Engine>,
        image: &Arc<Image>,
        contents: Contents<'_>,
    ) -> Result<(Self, Begun), OpenError> {
        let schema = contents.schema;
        let (db, secret) = image.open(contents)?;
        let due = actions::ports::due::next(&mut Open { db: &db, schema });
        let (baseline, starts) = (Baseline::Image(Arc::clone(image)), image.starts());
        let writer = Writer::new((db, schema), baseline, None, Arc::clone(engine));
        let begun = Begun { secret, left: Left::Nothing, starts, due };
        Ok((Self { schema, writer, files: None }, begun))
    }

    pub(super) fn over(
        engine: &Arc<Engine>,
        state: State,
        contents: Contents<'_>,
    ) -> Result<(Self, Begun), OpenError> {
        let (schema, db) = (contents.schema, state.0);
        let failed = |cause| OpenError::Database { file: "a state in memory".into(), cause };
        sqlite::settle_in_memory(&db).map_err(failed)?;
        let at = Path::new("a state in memory");
        let secret = schema::bring_up_to_date(&db, at, contents, (false, false))?;
        let due = actions::ports::due::next(&mut Open { db: &db, schema });
        let writer = Writer::new((db, schema), Baseline::Nowhere, None, Arc::clone(engine));
        let begun = Begun { secret, left: Left::Nothing, starts: 0, due };
        Ok((Self { schema, writer, files: None }, begun))
    }

    pub(super) fn name(&self) -> String {
        let kept = self.files.as_ref().filter(|files| files.folder.is_none());
        kept.map_or_else(|| ":memory:".into(), |files| files.path.display().to_string())
    }

    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(files) = &self.files else {
            return self.writer.read_now(|file| file.read(work).0)?;
        };
        self.read_once(files, work)?.0
    }

    pub(super) async fn read_any<T, E: From<StoreError>>(
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

    pub(super) async fn write<T, E>(
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

    pub(super) async fn write_apart<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run_apart(work, after).await
    }

    /// Back to the state in which the program found it.
    pub(super) async fn reset(&self) -> Result<(), ResetError> {
        self.writer.reset().await
    }

    pub(super) async fn keep(&self) -> Result<(), StoreError> {
        self.writer.between_writes(OpenFile::keep).await?
    }

    pub(super) async fn at_start(&self) -> Result<Option<State>, StoreError> {
        self.writer.between_writes(|file| file.at_start()).await?
    }

    pub(super) async fn keep_other(&self, state: State) -> Result<(), StoreError> {
        self.writer.between_writes(move |file| file.keep_other(&state)).await?
    }

    pub(super) async fn copy(&self, to: State) -> Result<State, StoreError> {
        self.writer.copy(to).await
    }

    pub(super) async fn image<T: Send + 'static>(
        &self,
        then: impl FnOnce() -> T + Send + 'static,
    ) -> Result<(Arc<Image>, T), OpenError> {
        let failed = |cause| OpenError::Store { file: "the copy of a state".into(), cause };
        let copy = move |file: &mut OpenFile| Ok((file.image()?, then()));
        self.writer.between_writes(copy).await.map_err(failed)?
    }

    pub(super) async fn replace(&self, by: State) -> Result<(), StoreError> {
        self.writer.replace(by).await
    }

    pub(super) fn close(&self) {
        let Some(files) = &self.files else { return self.writer.stop_later() };
        let alive = Arc::as_ptr(&files.alive);
        // A thread that ends has closed its readers already.
        let _ = READERS.try_with(|all| all.borrow_mut().retain(|(of, _)| of.as_ptr() != alive));
        if self.writer.stop() {
            files.lock.closed();
        }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.close();
    }
}
