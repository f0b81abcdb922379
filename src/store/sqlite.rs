//! The SQLite driver behind [`actions::ports::store::Tx`].
//!
//! A part of the schema that is not created at start is when a statement first names one of its tables and SQLite
//! answers that there is none: a transaction that writes creates it in itself and runs the statement again; a read is
//! ended, the engine creates the part, and the read is run anew. The tables and indexes of all products took most of
//! a start, and are most of the size of an empty state and of the memory of each of its connections.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    ffi::CStr,
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use actions::{
    SchemaPart,
    ports::store::{Columns, Row, StoreError, Tx, Value},
};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, Statement, ToSql,
    config::DbConfig,
    types::{ToSqlOutput, ValueRef},
};
use tracing::error;

use crate::store::{Durability, OpenError, steps};

/// How many prepared statements a connection keeps: more than the products have in use at a time.
const STATEMENTS: usize = 256;

/// How many a connection keeps whose database is in memory: those of a few actions.
const STATEMENTS_IN_MEMORY: usize = 64;

/// The file system of SQLite that takes the file for this process alone. Its connections then
/// agree on their locks in memory, where otherwise each transaction asks the system for some.
const VFS: &CStr = if cfg!(unix) { c"unix-excl" } else { c"win32" };

/// The one connection that writes. Nothing in the file is changed yet: it may be somebody else's.
pub(super) fn open_writer(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags_and_vfs(path, flags, VFS)?;
    db.busy_timeout(Duration::from_millis(200))?;
    Ok(db)
}

/// Makes a database ready for its schema where a half-made one is thrown away.
pub(super) fn settle_without_log(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "OFF")?;
    db.pragma_update(None, "synchronous", "OFF")?;
    prepare(db)
}

/// Makes an empty file ready for [`settle`], which otherwise keeps a copy of nothing in a journal beside it, and
/// waits for the disk three times to do so.
pub(super) fn without_journal(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "MEMORY")
}

/// Makes a database ready to be written.
pub(super) fn settle(
    db: &Connection,
    durability: Durability,
    scratch: bool,
) -> rusqlite::Result<()> {
    // In WAL mode a commit is in the system's hands at once, so a killed process loses
    // nothing. NORMAL syncs at checkpoints only, which keeps the file whole; FULL at each commit.
    db.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = match (scratch, durability) {
        (true, _) => "OFF",
        (false, Durability::Process) => "NORMAL",
        (false, Durability::Full) => "FULL",
    };
    db.pragma_update(None, "synchronous", synchronous)?;
    db.pragma_update(None, "foreign_keys", true)?;
    prepare(db)
}

/// Makes a database in memory ready to be written. What it needs besides stays in memory too.
pub(super) fn settle_in_memory(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    prepare(db)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_IN_MEMORY);
    Ok(())
}

/// Brings all of the log into the one file, and empties the log. Whether no reader blocked it.
pub(super) fn gather(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| Ok(row.get::<_, i64>(0)? == 0))
}

/// A connection that only reads.
pub(super) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags_and_vfs(path, flags, VFS)?;
    db.busy_timeout(Duration::from_secs(5))?;
    prepare(&db)?;
    Ok(db)
}

pub(super) fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan that looks at the arguments is made anew each time they change.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // LIKE tells upper from lower case in PostgreSQL.
    db.pragma_update(None, "case_sensitive_like", true)?;
    db.create_collation("C", |a: &str, b: &str| a.as_bytes().cmp(b.as_bytes()))
}

/// Runs a statement without arguments that answers nothing.
pub(super) fn step(db: &Connection, sql: &'static str) -> Result<(), StoreError> {
    db.prepare_cached(sql).and_then(|mut s| s.raw_execute()).map_err(driver)?;
    Ok(())
}

pub(super) fn driver(e: rusqlite::Error) -> StoreError {
    match e.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => {
            StoreError::File("The disk that holds the data file is full: make room for it.")
        }
        Some(ErrorCode::SystemIoFailure) => StoreError::File(
            "The data file cannot be read or written: see whether its disk is there and has room.",
        ),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::File("The data file is damaged: restore it from a copy.")
        }
        _ => StoreError::Driver(e.into()),
    }
}

/// What a failure to open means to the person who reads it.
pub(super) fn open_error(path: &Path, cause: rusqlite::Error) -> OpenError {
    let file = path.display().to_string();
    match cause.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Locked(file),
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(file),
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged(file),
        Some(ErrorCode::DiskFull) => OpenError::Full(file),
        _ => OpenError::Database { file, cause },
    }
}

/// A connection inside a transaction that writes. A part of the schema that a statement names first is created in it.
pub(super) struct Open<'a> {
    pub(super) db: &'a Connection,
    pub(super) schema: &'static [SchemaPart],
}

impl Open<'_> {
    /// Runs a statement, and again each time that it has named a part that was not there.
    fn run<T>(&self, mut statement: impl FnMut() -> rusqlite::Result<T>) -> Result<T, StoreError> {
        for _ in self.schema {
            match statement() {
                Ok(done) => return Ok(done),
                Err(e) => {
                    let part = missing_part(&e, self.schema).ok_or_else(|| driver(e))?;
                    steps::create(self.db, part).map_err(driver)?;
                }
            }
        }
        statement().map_err(driver)
    }
}

impl Tx for Open<'_> {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        self.run(|| execute(self.db, sql, args))
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: EachRow<'_>,
    ) -> Result<(), StoreError> {
        self.run(|| query(self.db, sql, args, each, false))?
    }
}

/// What is called with the rows of a query.
type EachRow<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>;

fn execute(db: &Connection, sql: &'static str, args: &[Value<'_>]) -> rusqlite::Result<u64> {
    let mut statement = db.prepare_cached(sql)?;
    bind(&mut statement, sql, args)?;
    Ok(statement.raw_execute()? as u64)
}

/// The inner error is that of `each`, or that of a statement that writes where it is to be `guarded`. A table that
/// is missing is found before the first row.
fn query(
    db: &Connection,
    sql: &'static str,
    args: &[Value<'_>],
    each: EachRow<'_>,
    guarded: bool,
) -> rusqlite::Result<Result<(), StoreError>> {
    let mut statement = db.prepare_cached(sql)?;
    if guarded && !statement.readonly() {
        return Ok(Err(cannot_write()));
    }
    bind(&mut statement, sql, args)?;
    let mut rows = statement.raw_query();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        if let Err(e) = each(&Row(&Cells(row))) {
            return Ok(Err(e));
        }
    }
    if count > 1 {
        note(sql, true);
    }
    Ok(Ok(()))
}

/// The part of the schema whose table a statement names, where that is not there. A statement that was prepared
/// before an undone transaction had created the table says so when it is run.
fn missing_part(e: &rusqlite::Error, schema: &'static [SchemaPart]) -> Option<&'static SchemaPart> {
    let (rusqlite::Error::SqlInputError { msg, .. } | rusqlite::Error::SqliteFailure(_, Some(msg))) =
        e
    else {
        return None;
    };
    let table = msg.strip_prefix("no such table: ")?;
    let table = table.strip_prefix("main.").unwrap_or(table);
    schema.iter().find(|part| part.creates(table))
}

/// A connection that reads one state: the one at its first query.
pub(super) struct Reading<'a> {
    db: &'a Connection,
    schema: &'static [SchemaPart],
    begun: bool,
    /// Whether statements that write are refused here, since the connection would run them.
    guarded: bool,
    /// A part of the schema that a statement has named, and that is not there.
    pub(super) missing: Option<&'static SchemaPart>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(db: &'a Connection, schema: &'static [SchemaPart]) -> Self {
        Self { db, schema, begun: false, guarded: false, missing: None }
    }

    /// On a connection that may write.
    pub(super) fn guarded(db: &'a Connection, schema: &'static [SchemaPart]) -> Self {
        Self { db, schema, begun: false, guarded: true, missing: None }
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        if !self.begun {
            step(self.db, "BEGIN")?;
            self.begun = true;
        }
        Ok(())
    }

    fn failed(&mut self, e: rusqlite::Error) -> StoreError {
        self.missing = missing_part(&e, self.schema).or(self.missing);
        self.missing.map_or_else(|| driver(e), |part| StoreError::PartMissing(part.name))
    }
}

impl Tx for Reading<'_> {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        if self.guarded {
            return Err(cannot_write());
        }
        self.begin()?;
        execute(self.db, sql, args).map_err(|e| self.failed(e))
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: EachRow<'_>,
    ) -> Result<(), StoreError> {
        self.begin()?;
        query(self.db, sql, args, each, self.guarded).map_err(|e| self.failed(e))?
    }
}

fn cannot_write() -> StoreError {
    StoreError::Driver("a transaction that reads cannot write".into())
}

/// Ends it, also when the work in it panics.
impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if self.begun
            && let Err(e) = step(self.db, "COMMIT")
        {
            error!(error = %e, "cannot end a read");
        }
    }
}

fn bind(
    statement: &mut Statement<'_>,
    sql: &'static str,
    args: &[Value<'_>],
) -> rusqlite::Result<()> {
    check_order(statement, sql);
    note(sql, false);
    for (at, arg) in args.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, Arg(arg))?;
    }
    Ok(())
}

/// Each statement that has run in this process, and whether it has yielded several rows; kept in debug builds only.
static RAN: Mutex<BTreeMap<&'static str, bool>> = Mutex::new(BTreeMap::new());

pub(super) fn note(sql: &'static str, several: bool) {
    if cfg!(debug_assertions) {
        *RAN.lock().unwrap_or_else(PoisonError::into_inner).entry(sql).or_default() |= several;
    }
}

/// Each statement that has run in this process, and whether it has yielded several rows, for a test that reads them
/// as another database would. Empty in release builds.
#[must_use]
pub fn statements_that_ran() -> BTreeMap<&'static str, bool> {
    RAN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// To SQLite a `$1` is a name, numbered where it first appears; to PostgreSQL
/// it is a number. They agree as long as the first appearances are in order.
fn check_order(statement: &Statement<'_>, sql: &str) {
    if cfg!(debug_assertions) {
        for at in 1..=statement.parameter_count() {
            let name = format!("${at}");
            debug_assert_eq!(statement.parameter_name(at), Some(&*name), "out of order in {sql}");
        }
    }
}

struct Arg<'a>(&'a Value<'a>);

impl ToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            // PostgreSQL has no text with it.
            Value::Text(s) | Value::Secret(s) if s.contains('\0') => {
                return Err(rusqlite::Error::ToSqlConversionFailure(
                    "a text has the character U+0000".into(),
                ));
            }
            Value::Text(s) | Value::Secret(s) => ValueRef::Text(s.as_bytes()),
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Real(x) => ValueRef::Real(*x),
            Value::Null => ValueRef::Null,
        }))
    }
}

struct Cells<'a, 'b>(&'a rusqlite::Row<'b>);

impl Columns for Cells<'_, '_> {
    fn get(&self, at: usize) -> Result<Value<'_>, StoreError> {
        Ok(match self.0.get_ref(at).map_err(driver)? {
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Real(x) => Value::Real(x),
            ValueRef::Text(s) | ValueRef::Blob(s) => {
                Value::Text(Cow::Borrowed(std::str::from_utf8(s).map_err(|_| StoreError::Shape)?))
            }
            ValueRef::Null => Value::Null,
        })
    }
}
