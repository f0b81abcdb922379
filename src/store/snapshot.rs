//! A whole database in one file, which nobody serves: made of a copy, read, checked and brought up to date.
//!
//! The copy is made by the connection that writes, so it has all that was answered before; what it takes to sync,
//! mark and check the file is done elsewhere. A restore opens a snapshot in memory, brings it up to date there and
//! then puts it in the place of the state in one write; the key of the seals and the nonces stay those of the
//! database. An imported file is checked first: that it is sound, and has exactly the tables and indexes that its
//! steps make.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::{Connection, OptionalExtension, config::DbConfig, params_from_iter, types::Value};

use crate::{
    files::private_options,
    store::{
        Contents, OpenError, State, baseline,
        data_file::{beside, no_file},
        schema,
        sqlite::{self, Open},
        state, steps,
    },
};

/// Where a snapshot comes from, as the row of its table `world_snapshot` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotOrigin {
    /// The name of the world; empty for the first one.
    pub world: String,
    /// When it was saved, in milliseconds since 1970 on the machine's clock.
    pub saved: i64,
    /// The same on the world's clock.
    pub clock: i64,
    /// The version of Localyun that saved it.
    pub version: String,
}

/// The tables whose rows belong to the program that serves a database, and not to the state of its world.
const OWN: [&str; 4] = ["world_secret", "world_nonces", "world_nonce_ahead", "world_starts"];

impl State {
    /// A new file to copy a database into, or that is a database. Nothing is synced: it is thrown away if it is not
    /// [finished](Self::finish).
    pub fn unsynced(path: &Path) -> Result<Self, OpenError> {
        let is_new = !fs::metadata(path).is_ok_and(|it| it.len() > 0);
        if !is_new && !schema::is_ours(path) {
            return Err(OpenError::Foreign(path.display().to_string()));
        }
        let state = Self::in_file(path)?;
        sqlite::settle_without_log(&state.0).map_err(|cause| sqlite::open_error(path, cause))?;
        Ok(state)
    }

    /// A copy, in memory, of the database in a file. The file is not changed.
    pub fn of_file(path: &Path) -> Result<Self, OpenError> {
        let failed = |cause| sqlite::open_error(path, cause);
        let from = sqlite::open_reader(path).map_err(failed)?;
        let mut to = Connection::open_in_memory().map_err(failed)?;
        sqlite::prepare(&to).map_err(failed)?;
        let store = |cause| OpenError::Store { file: path.display().to_string(), cause };
        state::copy(&from, &mut to).map_err(store)?;
        Ok(Self(to))
    }

    /// Brings it up to date: an error if it is of a newer version, empty, or not of Localyun.
    pub fn bring_up_to_date(&self, path: &Path, contents: Contents<'_>) -> Result<(), OpenError> {
        if schema::is_empty(&self.0, path)? {
            return Err(OpenError::Foreign(path.display().to_string()));
        }
        schema::bring_up_to_date(&self.0, path, contents, (false, false)).map(drop)
    }

    /// Brings a file up to date that comes from elsewhere, after it was checked that it is sound, and checks that
    /// it then has the tables and indexes that this version makes, and nothing else.
    pub fn accept(&self, path: &Path, contents: Contents<'_>) -> Result<(), OpenError> {
        let failed = |cause| sqlite::open_error(path, cause);
        let db = &self.0;
        for (what, on) in [
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        ] {
            db.set_db_config(what, on).map_err(failed)?;
        }
        let damaged = || OpenError::Damaged(path.display().to_string());
        // An empty file, of which a new database would be made.
        if !schema::is_ours(path) {
            return Err(OpenError::Foreign(path.display().to_string()));
        }
        if !is_whole(path) {
            return Err(damaged());
        }
        let sound: String =
            db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
        if sound != "ok" {
            return Err(damaged());
        }
        self.bring_up_to_date(path, contents)?;
        let parts = steps::parts(db).map_err(failed)?;
        let fresh = Connection::open_in_memory().map_err(failed)?;
        sqlite::prepare(&fresh).map_err(failed)?;
        let empty = Contents { begin: &|_| Ok(()), ..contents };
        schema::bring_up_to_date(&fresh, path, empty, (true, false))?;
        for part in contents.schema.iter().filter(|part| parts.iter().any(|it| it == part.name)) {
            steps::create(&fresh, part).map_err(failed)?;
        }
        let same = objects(db).map_err(failed)? == objects(&fresh).map_err(failed)?;
        same.then_some(()).ok_or_else(damaged)
    }

    /// Runs `work` in a transaction.
    pub fn write(
        &self,
        schema: &'static [SchemaPart],
        work: impl FnOnce(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        sqlite::step(&self.0, "BEGIN IMMEDIATE")?;
        let done = work(&mut Open { db: &self.0, schema });
        sqlite::step(&self.0, if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done
    }

    /// Writes down where a copy comes from, and leaves it as a program that stops leaves its data file, with these
    /// nonces. What only the program that served it needs is removed.
    pub fn mark(&self, origin: &SnapshotOrigin, nonces: &str) -> Result<(), StoreError> {
        let db = &self.0;
        sqlite::step(db, "BEGIN IMMEDIATE")?;
        for sql in [
            "DELETE FROM world_nonces",
            "DELETE FROM world_nonce_ahead",
            "DELETE FROM world_snapshot",
        ] {
            sqlite::step(db, sql)?;
        }
        db.execute("INSERT INTO world_nonces (id, saved) VALUES (1, $1)", [nonces])
            .map_err(sqlite::driver)?;
        let SnapshotOrigin { world, saved, clock, version } = origin;
        db.execute(
            "INSERT INTO world_snapshot (id, world, saved, clock, version) VALUES (1, $1, $2, $3, $4)",
            rusqlite::params![world, saved, clock, version],
        )
        .map_err(sqlite::driver)?;
        sqlite::step(db, "COMMIT")
    }

    /// Makes its file whole: nothing is beside it, and all of it is on the disk.
    pub fn finish(self, path: &Path) -> Result<(), OpenError> {
        let failed = |cause| sqlite::open_error(path, cause);
        self.0.pragma_update(None, "journal_mode", "DELETE").map_err(failed)?;
        self.0.close().map_err(|(_, cause)| failed(cause))?;
        let synced = File::options().write(true).open(path).and_then(|file| file.sync_all());
        synced.map_err(|cause| OpenError::Io { file: path.display().to_string(), cause })
    }

    /// Takes over the rows that belong to the program that serves a database, for a state that is put in its place;
    /// it is no snapshot any more.
    pub(super) fn take_own(&self, from: &Connection) -> Result<(), StoreError> {
        sqlite::step(&self.0, "BEGIN IMMEDIATE")?;
        let taken = OWN.iter().try_for_each(|table| take(table, from, &self.0));
        let taken = taken.and_then(|()| self.0.execute("DELETE FROM world_snapshot", []).map(drop));
        sqlite::step(&self.0, if taken.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        taken.map_err(sqlite::driver)
    }
}

impl SnapshotOrigin {
    /// That of the snapshot in a file; `None` if it is a data file.
    pub fn read(path: &Path) -> Result<Option<Self>, OpenError> {
        let read = |row: &rusqlite::Row<'_>| {
            let (world, saved) = (row.get(0)?, row.get(1)?);
            Ok(Self { world, saved, clock: row.get(2)?, version: row.get(3)? })
        };
        let sql = "SELECT world, saved, clock, version FROM world_snapshot WHERE id = 1";
        sqlite::open_reader(path)
            .and_then(|db| db.query_row(sql, [], read).optional())
            .map_err(|cause| sqlite::open_error(path, cause))
    }
}

impl OpenError {
    /// What is wrong with a file that is, or should be, a snapshot. Only what that file is to blame for is said of it.
    pub(super) fn of_snapshot(self, path: &Path) -> Self {
        match self.wrong_with_snapshot() {
            Some(why) => Self::From { file: path.display().to_string(), why },
            None => self,
        }
    }

    /// What is wrong with the content of a file that should be a snapshot; `None` if something else is.
    #[must_use]
    pub fn wrong_with_snapshot(&self) -> Option<String> {
        match self {
            Self::Newer { part, found, known, .. } => Some(format!(
                "it was written by a newer Localyun ({part} is at step {found}, this one knows {known}): \
                 upgrade Localyun"
            )),
            Self::Foreign(_) => Some("it is not a Localyun database".into()),
            Self::Damaged(_) => Some("it is damaged".into()),
            Self::From { why, .. } => Some(why.clone()),
            Self::Database { cause, .. } => Some(format!("it is damaged ({cause})")),
            Self::Store { cause, .. } => Some(format!("it is damaged ({cause})")),
            Self::Locked(_) | Self::Full(_) | Self::Io { .. } | Self::Server { .. } => None,
        }
    }
}

/// Whether a file is as long as the database in it says. SQLite takes a last page that is cut for one that ends
/// with zeros.
fn is_whole(path: &Path) -> bool {
    // <https://www.sqlite.org/fileformat2.html#database_header>
    let mut header = [0; 32];
    let read = File::open(path).and_then(|mut file| {
        io::Read::read_exact(&mut file, &mut header)?;
        file.metadata()
    });
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    read.is_ok_and(|it| it.len() == page * u64::from(pages))
}

/// Every table, index, trigger and view of a database, in an order that does not depend on when each was made.
fn objects(db: &Connection) -> rusqlite::Result<Vec<[Option<String>; 4]>> {
    let mut all = db.prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite%' OR type IN ('trigger', 'view') ORDER BY type, name",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
    all.query_map([], read)?.collect()
}

/// Puts the rows of a table in the place of those that another database has.
fn take(table: &str, from: &Connection, to: &Connection) -> rusqlite::Result<()> {
    to.execute(&format!("DELETE FROM {table}"), [])?;
    let mut rows = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = rows.column_count();
    let places = vec!["?"; columns].join(", ");
    let mut put = to.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|at| row.get::<_, Value>(at));
        put.execute(params_from_iter(cells.collect::<rusqlite::Result<Vec<_>>>()?))?;
    }
    Ok(())
}

/// Fills a data file that is new with the database in another file. Should the process be killed meanwhile, the data
/// file is still empty.
pub(super) fn begin_with(data: &Path, from: &Path) -> Result<(), OpenError> {
    let wrong = |why: String| OpenError::From { file: from.display().to_string(), why };
    let has_bytes = |path: &Path| fs::metadata(path).is_ok_and(|it| it.len() > 0);
    if has_bytes(data) || has_bytes(&beside(data, "-wal")) {
        return Err(wrong(format!(
            "{} already has a state: choose a new file with --data, or --data :memory:, or start without --from",
            data.display()
        )));
    }
    let other = |what: &str| {
        wrong(format!("{what}: name a snapshot, or the data file of a stopped server, with --from"))
    };
    if let Some(what) = no_file(from) {
        return Err(other(what));
    }
    let mut source = File::open(from).map_err(|e| other(&e.to_string()))?;
    if !schema::is_ours(from) {
        return Err(other("it is not a Localyun database"));
    }
    if !is_whole(from) && !has_bytes(&beside(from, "-wal")) {
        return Err(other("it is damaged"));
    }
    if has_bytes(&beside(from, "-wal")) {
        return Err(wrong(
            "a server has it open, or was killed: stop the server, or serve the file with --data once, or save a \
             snapshot and begin with that"
                .into(),
        ));
    }
    let copy = beside(data, "-from");
    let _ = fs::remove_file(&copy); // that of a killed process
    let mut fill = || -> io::Result<()> {
        let mut to = private_options().write(true).create_new(true).open(&copy)?;
        if !baseline::share(&source, &to) {
            io::copy(&mut source, &mut to)?;
        }
        to.sync_all()?;
        fs::rename(&copy, data)
    };
    fill().map_err(|cause| {
        let _ = fs::remove_file(&copy);
        OpenError::Io { file: copy.display().to_string(), cause }
    })
}
