//! The state at start, kept for a reset.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use actions::ports::store::StoreError;
use rusqlite::Connection;
use tracing::{info, warn};

use crate::store::{
    Contents, Database, Engine, Left, OpenError, State,
    data_file::{beside, private_options},
    file::OpenFile,
    image::Image,
    schema,
    sqlite::{self, Open},
    writer::Writer,
};

/// How many bytes are copied without being asked for: a few milliseconds at start.
const SMALL: u64 = 16 * 1024 * 1024;

/// Where a reset finds the state at start.
pub(super) enum Baseline {
    /// It was empty.
    Empty,
    /// In this file.
    Copy(PathBuf),
    /// In memory.
    Image(Arc<Image>),
    /// Nowhere: the file is too large to be copied without being asked for, or could not be copied.
    Nowhere,
}

impl Baseline {
    /// Keeps the state of a database that is closed and all in its one file. A file system that can
    /// share the blocks of two files does so; else a small file is copied, and a large one only if
    /// it `must` be.
    pub(super) fn of(data: &Path, must: bool) -> Result<Self, OpenError> {
        let copy = beside(data, "-start");
        remove(&copy); // that of a killed process
        match keep(data, &copy, must) {
            Ok(true) => return Ok(Self::Copy(copy)),
            Ok(false) => {}
            Err(cause) => {
                remove(&copy);
                if must {
                    return Err(OpenError::Io { file: copy.display().to_string(), cause });
                }
                warn!(
                    "cannot copy the state at start to {}: {cause}; a reset is not possible",
                    copy.display()
                );
            }
        }
        Ok(Self::Nowhere)
    }

    /// Puts the state of an open database in the place of this one, which stays if that fails. One that is kept nowhere
    /// stays so, since it is large; one in memory is an image that other worlds share, and stays too.
    pub(super) fn replace(&mut self, by: &Connection, data: &Path) -> Result<(), StoreError> {
        if matches!(self, Self::Nowhere | Self::Image(_)) {
            return Ok(());
        }
        let (new, copy) = (beside(data, "-start-new"), beside(data, "-start"));
        remove(&new); // that of a killed process
        let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Driver(e);
        let mut state = State::in_file(&new).map_err(|e| failed(e.into()))?;
        let copied = state.take(by).and_then(|()| {
            sqlite::gather(&state.0).map_err(sqlite::driver)?;
            state.0.close().map_err(|(_, cause)| sqlite::driver(cause))?;
            remove(&copy);
            fs::rename(&new, &copy).map_err(|e| failed(e.into()))
        });
        copied.inspect_err(|_| remove(&new))?;
        *self = Self::Copy(copy);
        Ok(())
    }

    /// A copy of the state; `None` if there is none in a file.
    pub(super) fn state(&self) -> Result<Option<State>, StoreError> {
        let Self::Copy(file) = self else { return Ok(None) };
        let from = sqlite::open_writer(file).map_err(sqlite::driver)?;
        let mut state = State::in_memory()?;
        state.take(&from)?;
        Ok(Some(state))
    }

    /// Removes the copy. It is of no use to the next process, which makes its own.
    pub(super) fn discard(&self) {
        if let Self::Copy(file) = self {
            remove(file);
        }
    }
}

fn remove(copy: &Path) {
    let _ = fs::remove_file(copy);
    let _ = fs::remove_file(beside(copy, "-wal"));
}

/// Whether there is a copy now.
fn keep(data: &Path, copy: &Path, must: bool) -> io::Result<bool> {
    let mut from = File::open(data)?;
    let size = from.metadata()?.len();
    let mut to = private_options().write(true).create_new(true).open(copy)?;
    if share(&from, &to) {
        return Ok(true);
    }
    if size > SMALL && !must {
        drop(to);
        fs::remove_file(copy)?;
        return Ok(false);
    }
    if size > SMALL {
        info!("copying {size} bytes to {}, for a reset", copy.display());
    }
    io::copy(&mut from, &mut to)?;
    Ok(true)
}

/// Lets `to` share the blocks of `from`, where the file system can: neither takes time nor room.
pub(super) fn share(from: &File, to: &File) -> bool {
    #[cfg(target_os = "linux")]
    return rustix::fs::ioctl_ficlone(to, from).is_ok();
    #[cfg(not(target_os = "linux"))]
    return std::ptr::eq(from, to);
}

impl Database {
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

    /// A database in memory that goes on with a state, its seals among it. A reset is not possible.
    pub(crate) fn over(
        engine: &Arc<Engine>,
        state: State,
        contents: Contents<'_>,
    ) -> Result<Self, OpenError> {
        let (schema, db) = (contents.schema, state.0);
        let failed = |cause| OpenError::Database { file: "a state in memory".into(), cause };
        sqlite::settle_in_memory(&db).map_err(failed)?;
        let at = Path::new("a state in memory");
        let secret = schema::bring_up_to_date(&db, at, contents, (false, false))?;
        let due = actions::ports::due::next(&mut Open { db: &db, schema });
        let writer = Writer::new((db, schema), Baseline::Nowhere, None, Arc::clone(engine));
        Ok(Self { schema, writer, secret, left: Left::Nothing, starts: 0, due, files: None })
    }
}
