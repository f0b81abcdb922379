//! Snapshots: states of worlds, kept as files that a server opens as they are.
//!
//! They are in a folder beside the data file of the first world, `localyun.db-snapshots`, or in one that goes with the
//! process if that keeps nothing. A snapshot is written under a name that begins with a dot, synced and renamed, so a
//! process that is killed meanwhile leaves either none or a whole one; what it leaves of those is removed at the next start.

use std::{
    fmt,
    fs::{self, DirBuilder, File},
    io::{self, Write},
    path::{Path, PathBuf},
    str::FromStr,
    sync::{Arc, Mutex},
};

use actions::ports::{delivery, store::StoreError};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use tempfile::TempPath;
use tokio::task;
use tracing::warn;

use crate::{
    clock::real_now,
    store::{self, Contents, OpenError, Scratch, SnapshotOrigin, State},
    world::{World, add_accounts, lock, outbound},
};

/// The name that stands for the present state of a world where two states are compared.
pub const NOW: &str = "now";

/// The longest name of a snapshot.
const LONGEST: usize = 64;

/// The name of a snapshot: 1 to 64 letters, digits, `-`, `_` and `.`, which does not begin with a dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SnapshotName(String);

impl FromStr for SnapshotName {
    type Err = SnapshotError;

    fn from_str(text: &str) -> Result<Self, SnapshotError> {
        let known = |c: u8| c.is_ascii_alphanumeric() || b"-_.".contains(&c);
        let good = (1..=LONGEST).contains(&text.len()) && text.bytes().all(known);
        if good && !text.starts_with('.') && text != NOW {
            Ok(Self(text.to_owned()))
        } else {
            Err(SnapshotError::Name)
        }
    }
}

impl fmt::Display for SnapshotName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A snapshot that is kept.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its name.
    pub name: SnapshotName,
    /// How many bytes its file has.
    pub size: u64,
    /// Where it comes from; `None` if it was imported from a data file.
    pub origin: Option<SnapshotOrigin>,
}

/// Why something cannot be done with a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The name cannot be one.
    #[error(
        "the name of a snapshot has 1 to 64 letters, digits, `-`, `_` and `.`, does not begin with a dot and is \
         not `now`, which is the present state of the world"
    )]
    Name,
    /// There is none of this name.
    #[error("there is no snapshot `{0}`: GET /_localyun/snapshots lists those that there are")]
    Missing(SnapshotName),
    /// There is one of this name.
    #[error("there is a snapshot `{0}` already: choose another name, or replace it with `replace`")]
    Exists(SnapshotName),
    /// The file is no snapshot that this version can open.
    #[error("this file cannot be a snapshot: {0}")]
    Unusable(String),
    /// A snapshot that is kept cannot be opened.
    #[error("the snapshot `{0}` cannot be opened: {1}")]
    Damaged(SnapshotName, String),
    /// The file system refused.
    #[error("cannot keep snapshots: {0}")]
    Io(#[from] io::Error),
    /// A file cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The snapshots of a program.
pub struct Snapshots {
    place: Place,
}

enum Place {
    /// This folder, which is made when it is needed.
    Folder(PathBuf),
    /// A folder that goes with the process.
    Scratch(Mutex<Option<Scratch>>),
}

/// What the name of a file begins with that is no whole snapshot yet.
const UNFINISHED: &str = ".";
/// What the name of the file of a snapshot ends with.
const ENDING: &str = ".db";

impl Snapshots {
    /// Those of the program that serves this data file, or `:memory:`. What a killed process has left unfinished is removed, so
    /// the data file must be held by this process.
    #[must_use]
    pub fn beside(data: &str) -> Self {
        if data == ":memory:" || store::is_address(data) {
            return Self { place: Place::Scratch(Mutex::default()) };
        }
        let folder = PathBuf::from(format!("{data}-snapshots"));
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED)
                && let Err(e) = fs::remove_file(entry.path())
            {
                warn!("cannot remove {}: {e}", entry.path().display());
            }
        }
        Self { place: Place::Folder(folder) }
    }

    /// The folder; `None` if nothing was ever saved.
    fn made(&self) -> Option<PathBuf> {
        match &self.place {
            Place::Folder(folder) => Some(folder.clone()).filter(|it| it.is_dir()),
            Place::Scratch(scratch) => lock(scratch).as_ref().map(|it| it.path().to_owned()),
        }
    }

    /// The folder, made if it is not there.
    fn folder(&self) -> Result<PathBuf, SnapshotError> {
        match &self.place {
            Place::Folder(folder) => {
                let mut how = DirBuilder::new();
                #[cfg(unix)]
                std::os::unix::fs::DirBuilderExt::mode(&mut how, 0o700);
                match how.create(folder) {
                    Err(e) if e.kind() != io::ErrorKind::AlreadyExists => Err(e.into()),
                    _ => Ok(folder.clone()),
                }
            }
            Place::Scratch(scratch) => {
                let mut scratch = lock(scratch);
                if scratch.is_none() {
                    *scratch = Some(Scratch::make()?);
                }
                let folder = scratch.as_ref().map(|it| it.path().to_owned());
                folder.ok_or_else(|| io::Error::other("there is no temporary folder").into())
            }
        }
    }

    /// The file of a snapshot, whether it is there or not.
    fn path(&self, name: &SnapshotName) -> Result<PathBuf, SnapshotError> {
        Ok(self.folder()?.join(format!("{name}{ENDING}")))
    }

    /// The file of a snapshot that is there.
    fn existing(&self, name: &SnapshotName) -> Result<PathBuf, SnapshotError> {
        let path = self.made().map(|folder| folder.join(format!("{name}{ENDING}")));
        path.filter(|it| it.is_file()).ok_or_else(|| SnapshotError::Missing(name.clone()))
    }

    /// A new file beside the snapshots, which goes unless it is [kept](Self::keep).
    fn unfinished(&self) -> Result<TempPath, SnapshotError> {
        let mut how = tempfile::Builder::new();
        Ok(how.prefix(UNFINISHED).suffix(ENDING).tempfile_in(self.folder()?)?.into_temp_path())
    }

    /// Refuses a name that is taken, unless that snapshot is to be replaced.
    fn refuse_taken(&self, name: &SnapshotName, replace: bool) -> Result<(), SnapshotError> {
        let taken = !replace && self.path(name)?.exists();
        if taken { Err(SnapshotError::Exists(name.clone())) } else { Ok(()) }
    }

    /// Gives a finished file its name.
    fn keep(
        &self,
        file: TempPath,
        name: &SnapshotName,
        replace: bool,
    ) -> Result<Snapshot, SnapshotError> {
        let path = self.path(name)?;
        // Once it has its name, another call may delete it.
        let described = described(name.clone(), &file)?;
        let named = if replace { file.persist(&path) } else { file.persist_noclobber(&path) };
        named.map_err(|e| match e.error.kind() {
            io::ErrorKind::AlreadyExists => SnapshotError::Exists(name.clone()),
            _ => e.error.into(),
        })?;
        #[cfg(unix)]
        File::open(self.folder()?)?.sync_all()?;
        Ok(described)
    }

    /// Saves the state of a world: all that was answered before is in it.
    pub async fn save(
        self: &Arc<Self>,
        world: &World,
        name: &SnapshotName,
        replace: bool,
    ) -> Result<Snapshot, SnapshotError> {
        world.save_uses().await?;
        let (all, of) = (Arc::clone(self), name.clone());
        let (file, empty) = apart(move || {
            all.refuse_taken(&of, replace)?;
            let file = all.unfinished()?;
            let state = State::unsynced(&file)?;
            Ok((file, state))
        })
        .await?;
        let state = world.database.copy(empty).await?;
        let saved = real_now();
        let origin = SnapshotOrigin {
            world: world.name.to_string(),
            saved,
            clock: world.clock.at(saved),
            version: env!("CARGO_PKG_VERSION").into(),
        };
        let nonces = STANDARD.encode(lock(&world.nonces).save());
        let (all, name) = (Arc::clone(self), name.clone());
        apart(move || {
            state.mark(&origin, &nonces)?;
            state.finish(&file)?;
            all.keep(file, &name, replace)
        })
        .await
    }

    /// Keeps a file from elsewhere: a snapshot or the data file of a stopped server, of this version or an older one. It is
    /// checked and brought up to date.
    pub fn import(
        &self,
        name: &SnapshotName,
        bytes: &[u8],
        replace: bool,
    ) -> Result<Snapshot, SnapshotError> {
        self.refuse_taken(name, replace)?;
        let file = self.unfinished()?;
        File::options().write(true).open(&file)?.write_all(bytes)?;
        let wrong = |e: OpenError| match e.wrong_with_snapshot() {
            Some(why) => SnapshotError::Unusable(why),
            None => e.into(),
        };
        let state = State::unsynced(&file).map_err(wrong)?;
        let contents = Contents::of(actions::schema());
        state.accept(&file, contents).map_err(wrong)?;
        state.finish(&file).map_err(wrong)?;
        self.keep(file, name, replace)
    }

    /// All of them, by name.
    pub fn list(&self) -> Result<Vec<Snapshot>, SnapshotError> {
        let mut all = Vec::new();
        let Some(folder) = self.made() else { return Ok(all) };
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let file = entry.file_name();
            let name = file.to_str().and_then(|name| name.strip_suffix(ENDING)?.parse().ok());
            // Something else, such as a pipe, would not be read to its end.
            let Some(name) = name.filter(|_| entry.path().is_file()) else { continue };
            match described(name, &entry.path()) {
                Ok(snapshot) => all.push(snapshot),
                // It was deleted meanwhile, or is no database.
                Err(e) => warn!("cannot list {}: {e}", entry.path().display()),
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// The state in a snapshot, brought up to date, in memory: for a restore, or for a world that begins with it. The snapshot
    /// is not changed. It may have to be brought up to date, so this takes as long as to read it.
    pub fn open(&self, name: &SnapshotName) -> Result<State, SnapshotError> {
        let path = self.existing(name)?;
        let wrong = |e: OpenError| match e.wrong_with_snapshot() {
            // It was deleted meanwhile.
            Some(_) if !path.exists() => SnapshotError::Missing(name.clone()),
            Some(why) => SnapshotError::Damaged(name.clone(), why),
            None => e.into(),
        };
        let state = State::of_file(&path).map_err(wrong)?;
        let contents = Contents::of(actions::schema());
        state.bring_up_to_date(&path, contents).map_err(wrong)?;
        Ok(state)
    }

    /// The file of a snapshot, and how many bytes it has.
    pub fn file(&self, name: &SnapshotName) -> Result<(File, u64), SnapshotError> {
        let file = File::open(self.existing(name)?).map_err(|e| missing(name, e))?;
        let size = file.metadata()?.len();
        Ok((file, size))
    }

    /// Deletes a snapshot.
    pub fn delete(&self, name: &SnapshotName) -> Result<(), SnapshotError> {
        fs::remove_file(self.existing(name)?).map_err(|e| missing(name, e))
    }
}

/// Why a file that was there cannot be used: another call may have deleted it.
fn missing(name: &SnapshotName, cause: io::Error) -> SnapshotError {
    match cause.kind() {
        io::ErrorKind::NotFound => SnapshotError::Missing(name.clone()),
        _ => cause.into(),
    }
}

/// What is kept in a file.
fn described(name: SnapshotName, path: &Path) -> Result<Snapshot, SnapshotError> {
    Ok(Snapshot { name, size: fs::metadata(path)?.len(), origin: SnapshotOrigin::read(path)? })
}

/// Runs work on files on a thread that may wait for them.
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SnapshotError> + Send + 'static,
) -> Result<T, SnapshotError> {
    task::spawn_blocking(work).await.map_err(io::Error::other)?
}

impl World {
    /// Puts the state in a snapshot in the place of the world's own. The world keeps its clock, its journal, the key of its
    /// seals and the nonces that it has seen; the accounts of its root keys are added where the snapshot lacks them.
    pub async fn restore(
        self: &Arc<Self>,
        snapshots: &Arc<Snapshots>,
        name: &SnapshotName,
    ) -> Result<(), SnapshotError> {
        let (all, name) = (Arc::clone(snapshots), name.clone());
        let (ids, now) = (self.keys.accounts(), self.clock.now());
        let state = apart(move || {
            let state = all.open(&name)?;
            state.write(actions::schema(), |tx| {
                delivery::leave(tx, outbound::FROM_BEFORE)?;
                add_accounts(tx, &ids, now)
            })?;
            Ok(state)
        })
        .await?;
        let world = Arc::clone(self);
        // To its end, also if nobody waits for it any more.
        let replaced = tokio::spawn(async move {
            world.database.replace(state).await?;
            world.agenda.forget();
            world.identities.clear();
            world.consistency.forget();
            world.replaced.send_replace("restored");
            Ok::<_, StoreError>(())
        });
        Ok(replaced.await.map_err(io::Error::other)??)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for good in ["a", "before-upgrade", "v1.2_x", "A", "-", &"x".repeat(64)] {
            assert_eq!(good.parse::<SnapshotName>().unwrap().to_string(), good);
        }
        let long = "x".repeat(65);
        for bad in [
            "", ".", "..", ".x", "../x", "a/b", "a\\b", "a b", "a\0", "a\n", "ä", "%2e", "now",
            &long,
        ] {
            assert!(bad.parse::<SnapshotName>().is_err(), "{bad:?}");
        }
    }
}
