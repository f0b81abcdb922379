//! The data file as one of the file system: its name, those beside it, who may read it, and what was lost of it.
//!
//! Files that are made here have mode 0600, the folder of `:memory:` 0700. A data file that was there with another
//! mode keeps it, since it may have been set on purpose, and a warning names it. A file that is refused is left as it
//! was, with nothing beside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use rusqlite::Connection;
use tracing::{error, warn};

use crate::{
    files::private_options,
    store::{OpenError, sqlite},
};

/// `localyun.db-lock` for `localyun.db`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// What is wrong with something that is there and is no file. To open a pipe would wait for another program that opens it.
pub(super) fn no_file(path: &Path) -> Option<&'static str> {
    let found = fs::metadata(path).ok()?;
    match () {
        () if found.is_file() => None,
        () if found.is_dir() => Some("it is a folder, and no file"),
        () => Some("it is no regular file"),
    }
}

/// Makes the file if it is not there, so that SQLite gives its mode to those beside it. Whether it was made.
pub(super) fn make(path: &Path) -> Result<bool, OpenError> {
    match private_options().write(true).create_new(true).open(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(cause) => Err(OpenError::Io { file: path.display().to_string(), cause }),
    }
}

/// Logs a warning if other users may read the file.
pub(crate) fn warn_if_open(path: &Path) {
    #[cfg(unix)]
    if let Ok(found) = fs::metadata(path) {
        let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777;
        if mode & 0o077 != 0 {
            let file = path.display();
            warn!(
                "{file} holds secrets and is open to other users (mode {mode:o}): chmod 600 {file}"
            );
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// When the database in this file was written last, in milliseconds since 1970.
pub(super) fn last_written(path: &Path) -> i64 {
    let files = [path.to_owned(), beside(path, "-wal")];
    let times = files.iter().filter_map(|file| fs::metadata(file).ok()?.modified().ok());
    let last = times.max().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    last.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Logs that the last writes are lost, with the reason `what`. An error if the rest of the database is damaged.
pub(super) fn report_lost_writes(
    path: &Path,
    what: &str,
    db: &Connection,
) -> Result<(), OpenError> {
    let sound = db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    let file = path.display();
    match sound {
        Ok(word) if word == "ok" => {
            error!(
                "{file}-wal {what} after the process before was killed: what that wrote last may be missing"
            );
            Ok(())
        }
        Ok(_) => Err(OpenError::Damaged(file.to_string())),
        Err(cause) => Err(sqlite::open_error(path, cause)),
    }
}
