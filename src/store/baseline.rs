//! The state at start, kept for a reset.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tracing::{info, warn};

use crate::store::{
    OpenError,
    data_file::{beside, private_options},
    image::Image,
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
