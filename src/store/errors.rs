//! Why a database cannot be opened or reset.

use std::io;

use actions::ports::store::StoreError;

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
    /// It is no database of Localyun.
    #[error("{0} is not a Localyun database: choose another file with --data")]
    Foreign(String),
    /// Its content is damaged.
    #[error("{0} is damaged: restore it from a copy, or choose another file with --data")]
    Damaged(String),
    /// A start writes, and there is no room for it.
    #[error("the disk that holds {0} is full: make room, or choose another file with --data")]
    Full(String),
    /// It cannot begin with the state in the file of `--from`.
    #[error("cannot begin with {file}: {why}")]
    From {
        /// That file.
        file: String,
        /// What is wrong, and what to do.
        why: String,
    },
    /// The database of a server cannot be used.
    #[error("cannot use {place}: {why}")]
    Server {
        /// Where it is, without the password.
        place: String,
        /// What is wrong, and what to do.
        why: String,
    },
    /// The file system refused.
    #[error("cannot open {file}: {cause}{}", instead(cause))]
    Io {
        /// The file.
        file: String,
        /// What the system says.
        cause: io::Error,
    },
    /// What it has from the start cannot be written.
    #[error("cannot write to {file}: {cause}")]
    Store {
        /// The file.
        file: String,
        /// What the database says.
        cause: StoreError,
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

/// What to do where the file cannot be there.
fn instead(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::NotFound => "; make its folder, or choose another file with --data",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; choose another file with --data"
        }
        _ => "",
    }
}

/// Why a database cannot be reset.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The state at start was not kept.
    #[error(
        "the state at start was not kept, since the data file was too large to be copied unasked or could not be \
         copied: start with --copy-for-reset to have it copied, or with an empty file or --data :memory:"
    )]
    NotKept,
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}
