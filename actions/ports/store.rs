//! The port to the database. `src/store/` has the driver.
//!
//! SQL is written once, in the `tables.rs` of each product, in a subset common to SQLite and
//! PostgreSQL:
//!
//! * parameters are `$1`, `$2`…, each first used in that order;
//! * types are `TEXT`, `BIGINT`, `DOUBLE PRECISION`; booleans are 0 and 1; bytes are encoded as text;
//! * times are milliseconds since 1970; JSON is text;
//! * a text that is ordered, or compared by `<`, `BETWEEN`, `MIN` and the like, says `COLLATE "C"`, in the column if an index
//!   has that order; `ORDER BY` what may be `NULL` says `NULLS FIRST` or `NULLS LAST`;
//! * a query that may have several rows says in which order; `+seq` and `CAST(… AS TEXT)` are in none that SQLite
//!   would look for an index of; rows of `RETURNING` are in none;
//! * `LIKE` and `=` tell upper from lower case: both sides are made lower before, and `LOWER` is for ASCII alone;
//! * a parameter or a result that PostgreSQL would take for another type is cast: `CAST($2 AS BIGINT) = 1`,
//!   `CAST(1 AS BIGINT)`, `CAST(SUM(held) AS BIGINT)`; what is true or false is a column or
//!   `CAST(CASE WHEN … THEN 1 ELSE 0 END AS BIGINT)`;
//! * no order of joins is relied on: a row that others depend on is a scalar subselect, and
//!   `OFFSET COALESCE((SELECT …), 0)`, since an `OFFSET` of `NULL` is an error;
//! * a text has no U+0000, which each parameter refuses, and those of an index have a limit: together 2,600 bytes, where a
//!   secret counts 5/4;
//! * upsert with `ON CONFLICT (…) DO UPDATE SET x = excluded.x`; `RETURNING` works;
//! * a filter that may be absent is `CAST($2 AS TEXT) IS NULL OR name = $2`;
//! * ids and times come from the caller, never from the database;
//! * what is for a column that holds secrets is a [`Secret`].

use std::borrow::Cow;

/// One argument of a statement, or one column of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `TEXT`.
    Text(Cow<'a, str>),
    /// `TEXT` for a column that holds secrets: see [`Secret`]. What is read from there is a [`Text`](Self::Text).
    Secret(Cow<'a, str>),
    /// `BIGINT`.
    Int(i64),
    /// `DOUBLE PRECISION`.
    Real(f64),
    /// `NULL`.
    Null,
}

/// The columns of one row, as the driver holds them.
pub trait Columns {
    /// The column at `at`, from 0.
    fn get(&self, at: usize) -> Result<Value<'_>>;
}

/// A row, read by position.
pub struct Row<'a>(pub &'a dyn Columns);

impl Row<'_> {
    /// The text in column `at`.
    pub fn text(&self, at: usize) -> Result<String> {
        self.opt_text(at)?.ok_or(StoreError::Shape)
    }

    /// The text in column `at`, unless it is null.
    pub fn opt_text(&self, at: usize) -> Result<Option<String>> {
        match self.0.get(at)? {
            Value::Text(s) | Value::Secret(s) => Ok(Some(s.into_owned())),
            Value::Null => Ok(None),
            _ => Err(StoreError::Shape),
        }
    }

    /// The number in column `at`.
    pub fn int(&self, at: usize) -> Result<i64> {
        self.opt_int(at)?.ok_or(StoreError::Shape)
    }

    /// The number in column `at`, unless it is null.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>> {
        match self.0.get(at)? {
            Value::Int(n) => Ok(Some(n)),
            Value::Null => Ok(None),
            _ => Err(StoreError::Shape),
        }
    }

    /// The floating-point number in column `at`.
    pub fn real(&self, at: usize) -> Result<f64> {
        match self.0.get(at)? {
            Value::Real(n) => Ok(n),
            _ => Err(StoreError::Shape),
        }
    }

    /// The 0 or 1 in column `at`.
    pub fn flag(&self, at: usize) -> Result<bool> {
        Ok(self.int(at)? != 0)
    }
}

/// An open transaction. The statement is a constant, so the driver can cache it and it can never be
/// built from a parameter.
pub trait Tx {
    /// Runs a statement and returns the number of rows it changed.
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64>;
    /// Runs a query and calls `each` with its rows, in order.
    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()>;
}

impl dyn Tx + '_ {
    /// Every row of a query, each read by `read`.
    pub fn rows<T>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.query(sql, args, &mut |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Whether the tables of this part of the schema are there. A product that nobody has used has none, and
    /// a statement that names one creates them all; what other products ask of it asks this first.
    pub fn has_part(&mut self, part: &str) -> Result<bool> {
        let found =
            self.row("SELECT done FROM schema_step WHERE part = $1", crate::args![part], |row| {
                row.int(0)
            })?;
        Ok(found.is_some())
    }

    /// The first row of a query, if it has one.
    pub fn row<T>(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut first = None;
        self.query(sql, args, &mut |row| {
            if first.is_none() {
                first = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(first)
    }
}

/// The result of a database operation.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Errors of the database layer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A column is not of the type that `tables.rs` expects.
    #[error("a row does not have the shape its reader expects")]
    Shape,
    /// A statement that was to read names a table of this part of the schema, which is not there yet.
    #[error("the tables of {0} are not created yet")]
    PartMissing(&'static str),
    /// The data file cannot be used, for a reason that is for the person who runs the server to mend.
    #[error("{0}")]
    File(&'static str),
    /// The work has met that of another connection, or its connection is gone: it is undone, and run anew.
    #[error("the work has met that of another connection")]
    Conflict,
    /// The driver's own error.
    #[error("database: {0}")]
    Driver(Box<dyn std::error::Error + Send + Sync>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(s: &'a str) -> Self {
        Self::Text(Cow::Borrowed(s))
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(s: &'a String) -> Self {
        Self::Text(Cow::Borrowed(s))
    }
}
impl From<String> for Value<'_> {
    fn from(s: String) -> Self {
        Self::Text(Cow::Owned(s))
    }
}
impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}
impl From<f64> for Value<'_> {
    fn from(n: f64) -> Self {
        Self::Real(n)
    }
}
impl From<bool> for Value<'_> {
    fn from(b: bool) -> Self {
        Self::Int(b.into())
    }
}
impl<'a, T> From<Option<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::Null, Value::from)
    }
}
impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(s: &'a Option<String>) -> Self {
        s.as_deref().into()
    }
}

/// An argument that is for a column of [`SecretColumns`](crate::SecretColumns), where it is kept or looked up: a database
/// that several processes share may seal it. The same text is sealed in the same way, so that `=` and indexes find it; no
/// statement orders or searches it, or makes another text of it.
#[derive(Clone, Copy, Debug)]
pub struct Secret<T>(pub T);

impl<'a, T> From<Secret<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(it: Secret<T>) -> Self {
        match Value::from(it.0) {
            Value::Text(text) => Value::Secret(text),
            other => other,
        }
    }
}

/// Arguments of a statement, each turned into a [`Value`].
#[macro_export]
macro_rules! args {
    ($($arg:expr),* $(,)?) => { &[$($crate::ports::store::Value::from($arg)),*] };
}

/// The nonce of a write, as stored in the table `world_nonce_ahead`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriteAheadNonce {
    /// The time of the request, in milliseconds since 1970.
    pub time: i64,
    /// The shard of the nonce cache it belongs to.
    pub part: i64,
    /// The hash that is remembered.
    pub hash: i64,
}

/// Saves the nonce of a write in the same transaction, so that it survives a kill. Deletes nonces
/// older than `over`.
pub fn save_write_ahead_nonce(tx: &mut dyn Tx, nonce: WriteAheadNonce, over: i64) -> Result<()> {
    tx.execute("DELETE FROM world_nonce_ahead WHERE time < $1", args![over])?;
    tx.execute(
        "INSERT INTO world_nonce_ahead (time, part, hash) VALUES ($1, $2, $3)
         ON CONFLICT (time, part, hash) DO NOTHING",
        args![nonce.time, nonce.part, nonce.hash],
    )?;
    Ok(())
}

/// Saves all known nonces for the next start of the server.
pub fn save_nonces(tx: &mut dyn Tx, saved: &str) -> Result<()> {
    tx.execute("DELETE FROM world_nonces WHERE id = 2", args![])?;
    tx.execute("DELETE FROM world_nonce_ahead", args![])?;
    tx.execute(
        "INSERT INTO world_nonces (id, saved) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET saved = excluded.saved",
        args![saved],
    )?;
    Ok(())
}

/// Adds one to the count of `kind` in the account and returns its sequence number: 1, 2, 3…, never
/// reused.
///
/// Lists show totals, and counting many rows each time is slow.
pub fn tally_add(tx: &mut dyn Tx, account: &str, kind: &'static str) -> Result<i64> {
    tally_add_many(tx, account, kind, 1)
}

/// Adds `more` to the count of `kind` in the account and returns the last sequence number.
pub fn tally_add_many(
    tx: &mut dyn Tx,
    account: &str,
    kind: &'static str,
    more: i64,
) -> Result<i64> {
    tx.row(
        "INSERT INTO tally (account, kind, held, last) VALUES ($1, $2, $3, $3)
         ON CONFLICT (account, kind)
         DO UPDATE SET held = tally.held + excluded.held, last = tally.last + excluded.held
         RETURNING last",
        args![account, kind, more],
        |row| row.int(0),
    )?
    .ok_or(StoreError::Shape)
}

/// Raises the last sequence number to one that was given, and not drawn.
pub fn tally_raise(tx: &mut dyn Tx, account: &str, kind: &'static str, last: i64) -> Result<()> {
    tx.execute(
        "UPDATE tally SET last = $1 WHERE account = $2 AND kind = $3 AND last < $1",
        args![last, account, kind],
    )?;
    Ok(())
}

/// Gives a thing that was just added the sequence number `new`, which is free, in the place of the one that it
/// drew. `update` has the two around the account: `UPDATE … SET id = $1 WHERE account = $2 AND id = $3`.
pub fn renumber(
    tx: &mut dyn Tx,
    account: &str,
    kind: &'static str,
    update: &'static str,
    (drawn, new): (i64, i64),
) -> Result<()> {
    tx.execute(update, args![new, account, drawn])?;
    tally_raise(tx, account, kind, new)
}

/// Subtracts `gone` from the count.
pub fn tally_sub(tx: &mut dyn Tx, account: &str, kind: &'static str, gone: u64) -> Result<()> {
    let gone = i64::try_from(gone).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "UPDATE tally SET held = held - $1 WHERE account = $2 AND kind = $3",
        args![gone, account, kind],
    )?;
    Ok(())
}

/// Forgets the count of `kind` in what exists no longer.
pub fn tally_delete(tx: &mut dyn Tx, account: &str, kind: &'static str) -> Result<()> {
    tx.execute("DELETE FROM tally WHERE account = $1 AND kind = $2", args![account, kind])?;
    Ok(())
}

/// The count of `kind` in the account, and the last sequence number: the two are equal while nothing
/// was subtracted, and then the sequence numbers have no gaps.
pub fn tally_and_last(tx: &mut dyn Tx, account: &str, kind: &'static str) -> Result<(i64, i64)> {
    let found = tx.row(
        "SELECT held, last FROM tally WHERE account = $1 AND kind = $2",
        args![account, kind],
        |row| Ok((row.int(0)?, row.int(1)?)),
    )?;
    Ok(found.unwrap_or_default())
}

/// The count of `kind` in the account.
pub fn tally(tx: &mut dyn Tx, account: &str, kind: &'static str) -> Result<i64> {
    let held = tx.row(
        "SELECT held FROM tally WHERE account = $1 AND kind = $2",
        args![account, kind],
        |row| row.int(0),
    )?;
    Ok(held.unwrap_or(0))
}
