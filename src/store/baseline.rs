//! The state at start, kept for a reset.
//!
//! Of a file that was empty there is nothing to keep: a reset empties every table. Otherwise the state is copied
//! before the first call is served. On file systems that let two files share their blocks that costs neither time nor
//! room; elsewhere a small file is copied, and a large one only with `--copy-for-reset`.
//!
//! It is copied at start and not at the first write, since that held up this write and all behind it, and a copy that
//! failed made every write fail; also, to copy a file that SQLite has open gives up its locks. So a file without a
//! log is copied before it is opened; one that a killed process left with a log is opened, brought together, closed,
//! copied and opened again. A state is not kept in the log, since checkpoints would have to wait for the end of the
//! run.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use actions::ports::store::StoreError;
use rusqlite::Connection;
use tracing::{info, warn};

use crate::{
    files::private_options,
    store::{OpenError, State, data_file::beside, image::Image, sqlite},
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
