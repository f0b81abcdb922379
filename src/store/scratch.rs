//! The folder of a database that is to leave nothing behind.
//!
//! It is in `/dev/shm` and goes with the process, so that all connections work as they do on any file; in the
//! temporary folder where there is no such place or no room. One that a killed process left is removed by a later
//! one.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use tempfile::TempDir;
use tracing::warn;

use crate::store::{
    OpenError,
    lock::{Lock, no_follow},
};

const PREFIX: &str = "localyun-memory-";

/// How many bytes have to be free in memory; with fewer the folder is made elsewhere. A fresh
/// database and its log need about a tenth.
const ROOM: u64 = 16 * 1024 * 1024;

/// A younger folder may be of a program that is about to lock it.
const YOUNG: Duration = Duration::from_secs(60);

/// A folder that is gone when this is, or when the next program starts after this one was killed.
pub struct Scratch {
    /// Says that the folder is in use; goes first.
    _lock: Lock,
    folder: TempDir,
}

impl Scratch {
    /// Makes one, in memory where the system has room.
    pub fn make() -> Result<Self, OpenError> {
        let folder =
            folder().map_err(|cause| OpenError::Io { file: "a temporary folder".into(), cause })?;
        let lock = Lock::take(&folder.path().join("localyun.db"))?;
        Ok(Self { _lock: lock, folder })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// A folder in memory where the system has room for one, else in its temporary folder. It goes
/// when the program ends; one that a killed program left is removed by the next.
pub(super) fn folder() -> io::Result<TempDir> {
    first_of(&[PathBuf::from("/dev/shm"), std::env::temp_dir()], ROOM)
}

/// A folder in the first of `places` that takes one and has `room` free; the last needs no room.
fn first_of(places: &[PathBuf], room: u64) -> io::Result<TempDir> {
    let mut refused = Vec::new();
    for (at, place) in places.iter().enumerate() {
        // Some systems have none in memory, which is nothing to tell of.
        if !place.is_dir() && at + 1 < places.len() {
            continue;
        }
        clean(place);
        let made = match free(place) {
            Some(free) if free < room && at + 1 < places.len() => {
                Err(io::Error::other(format!("it has only {free} bytes free")))
            }
            _ => make(place),
        };
        match made {
            Ok(folder) => {
                for why in refused {
                    warn!("keeping the state in {}: {why}", folder.path().display());
                }
                return Ok(folder);
            }
            Err(e) => refused.push(format!("cannot keep it in {}, {e}", place.display())),
        }
    }
    Err(io::Error::other(refused.join("; ")))
}

fn make(place: &Path) -> io::Result<TempDir> {
    let mut how = tempfile::Builder::new();
    #[cfg(unix)]
    how.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = how.prefix(PREFIX).tempdir_in(place)?;
    // Some places take folders and no files.
    fs::write(folder.path().join("probe"), [0; 4096])?;
    fs::remove_file(folder.path().join("probe"))?;
    Ok(folder)
}

/// How many bytes are free, where the system says so.
fn free(place: &Path) -> Option<u64> {
    #[cfg(unix)]
    return rustix::fs::statvfs(place).ok().map(|it| it.f_bavail.saturating_mul(it.f_frsize));
    #[cfg(not(unix))]
    return None.filter(|_: &u64| place.is_dir());
}

/// Removes the folders that killed programs have left.
fn clean(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREFIX) && is_left(&entry.path()) {
            // Another program may be removing it too.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_left(folder: &Path) -> bool {
    let old = |it: io::Result<fs::Metadata>| {
        let made: io::Result<SystemTime> = it.and_then(|it| it.modified());
        made.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > YOUNG))
    };
    match no_follow(File::options().read(true)).open(folder.join("localyun.db-lock")) {
        Ok(lock) => old(lock.metadata()) && lock.try_lock().is_ok(),
        Err(e) => e.kind() == io::ErrorKind::NotFound && old(fs::symlink_metadata(folder)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_room_is_passed_over() {
        let (small, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let places = [small.path().to_owned(), other.path().to_owned()];
        let made = first_of(&places, u64::MAX).unwrap();
        assert_eq!(made.path().parent(), Some(other.path()));
        let made = first_of(&places, 1).unwrap();
        assert_eq!(made.path().parent(), Some(small.path()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_place_that_takes_nothing_is_passed_over_or_named() {
        let other = tempfile::tempdir().unwrap();
        // Nobody can write there, root included.
        let closed = PathBuf::from("/proc/self");
        let made = first_of(&[closed.clone(), other.path().to_owned()], 0);
        assert_eq!(made.unwrap().path().parent(), Some(other.path()));
        let why = first_of(&[closed.clone(), closed], 0).unwrap_err().to_string();
        assert_eq!(why.matches("cannot keep it in /proc/self").count(), 2, "{why}");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_it() {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder().unwrap().path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
