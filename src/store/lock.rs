//! The lock file beside a database: it says that a process has the database, and whether the process
//! before has left everything in it.
//!
//! A link in its place, symbolic or hard, is refused, and the data file is left alone until it is known to be
//! Localyun's. SQLite's `unix-excl` file system then keeps its locks and the index of its log in memory, which spares
//! several system calls in each transaction; the price is that no other program can look into the file while it is
//! served.
//!
//! The lock file of a process that has written holds a byte, so a log that is missing or empty is noticed at the next
//! start.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    files::private_options,
    store::{OpenError, data_file::beside},
};

/// How often a lock file that another process removes meanwhile is made anew.
const ATTEMPTS: usize = 16;

/// A locked lock file. It is removed with this if the database was closed in order, or was never opened.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    remove: AtomicBool,
    before: PreviousExit,
}

/// How the process before has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PreviousExit {
    /// It has closed the database, or there was none.
    Closed,
    /// It was killed before it had written anything.
    Killed,
    /// It was killed after it had written, so its log must be there.
    KilledAfterWrites,
}

/// What the lock file says while the database is open, and once something was written.
const OPEN: u8 = b'o';
const WRITTEN: u8 = b'w';

impl Lock {
    /// Locks the file beside `data`. It is not emptied, and a link is not followed.
    pub(super) fn take(data: &Path) -> Result<Self, OpenError> {
        let path = beside(data, "-lock");
        let failed = |cause| OpenError::Io { file: path.display().to_string(), cause };
        for _ in 0..ATTEMPTS {
            let (mut file, made) = open(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(OpenError::Locked(data.display().to_string()));
                }
                Err(TryLockError::Error(cause)) => return Err(failed(cause)),
            }
            if !is_at(&file, &path) {
                continue;
            }
            let before =
                if made { PreviousExit::Closed } else { before(&mut file).map_err(failed)? };
            return Ok(Self { file, path, remove: made.into(), before });
        }
        Err(OpenError::Locked(data.display().to_string()))
    }

    /// How the process before has ended.
    pub(super) fn before(&self) -> PreviousExit {
        self.before
    }

    /// Notes that the database is open and that all that was written to it is in the one file.
    pub(super) fn opened(&self) -> io::Result<WriteMark> {
        if self.before != PreviousExit::Closed {
            self.file.set_len(0)?;
        }
        (&self.file).write_all(&[OPEN])?;
        self.remove.store(false, Ordering::Relaxed);
        self.file.try_clone().map(WriteMark)
    }

    /// Notes that the database is closed and that all of it is in the one file.
    pub(super) fn closed(&self) {
        // Where the file cannot be removed, it says so.
        let _ = self.file.set_len(0);
        self.remove.store(true, Ordering::Relaxed);
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Who waits for it notices that it is gone; elsewhere an open file cannot be removed.
        if cfg!(unix) && *self.remove.get_mut() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Why a file that may be a data file must stay what it is now; `None` if nobody has it open, and none of it is beside it.
#[must_use]
pub fn in_use(data: &Path) -> Option<&'static str> {
    let lock = no_follow(File::options().read(true)).open(beside(data, "-lock"));
    // To share it with a server that starts meanwhile would keep that from it, for this moment alone.
    let is_held =
        lock.is_ok_and(|it| matches!(it.try_lock_shared(), Err(TryLockError::WouldBlock)));
    if is_held {
        return Some("it is the data file of a server that runs");
    }
    // It would be read as the log of what takes the place of the file.
    let has_log = fs::metadata(beside(data, "-wal")).is_ok_and(|it| it.len() > 0);
    has_log.then_some(
        "it is a data file that was not closed: a part of it is in the file -wal beside it",
    )
}

/// Notes in the lock file that something was written: after what [`Lock::opened`] has noted.
pub(super) struct WriteMark(File);

impl WriteMark {
    pub(super) fn written(mut self) -> io::Result<()> {
        self.0.write_all(&[WRITTEN])
    }
}

/// Reads what the process before has noted.
fn before(file: &mut File) -> io::Result<PreviousExit> {
    let mut noted = [0; 2];
    let length = file.read(&mut noted)?;
    file.rewind()?;
    Ok(match &noted[..length] {
        [] => PreviousExit::Closed,
        [OPEN] => PreviousExit::Killed,
        _ => PreviousExit::KilledAfterWrites,
    })
}

/// Opens or makes the file. Whether it was made.
fn open(path: &Path) -> io::Result<(File, bool)> {
    let mut options = private_options();
    match options.read(true).write(true).create_new(true).open(path) {
        Ok(file) => return Ok((file, true)),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(e),
    }
    let file = no_follow(File::options().read(true).write(true)).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    if has_other_names(&metadata) {
        return Err(io::Error::other("it has other names too (hard links)"));
    }
    Ok((file, false))
}

/// Whether what is written to the file would change a file of another name.
fn has_other_names(metadata: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::fs::MetadataExt::nlink(metadata) > 1
    }
    #[cfg(not(unix))]
    {
        let _ = metadata;
        false
    }
}

/// Refuses links, and does not wait for the other end of a pipe.
pub(super) fn no_follow(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    options
}

/// Whether the file is still the one of that name: the process before may have removed it meanwhile.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let of = |it: io::Result<fs::Metadata>| it.ok().map(|it| (it.dev(), it.ino()));
        let this = of(file.metadata());
        this.is_some() && this == of(fs::symlink_metadata(path))
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        true
    }
}
