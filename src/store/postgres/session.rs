//! A transaction on the server, as work sees it.
//!
//! Each round trip costs more than most statements, so what begins a transaction goes out with its first statement, and
//! nobody waits for the end of a read.

use std::{borrow::Cow, sync::Arc};

use actions::ports::store::{Columns, Row, StoreError, Tx, Value};
use tokio_postgres::{Error, Row as Found, SimpleQueryMessage, Statement};

use crate::store::{
    postgres::{
        connection::{Again, Connection, NOT_REACHED, Open, Trouble, driver},
        sealing::Sealing,
        values::{Arg, Cell},
    },
    sqlite,
};

const BEGIN_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Undoes a call alone, and keeps its savepoint.
const TO_SAVEPOINT: &str = "ROLLBACK TO SAVEPOINT one";

/// A transaction on the server.
pub(super) struct Session<'a> {
    connection: &'a mut Connection,
    /// What goes out in front of the next statement.
    lead: Option<Cow<'static, str>>,
    /// What has gone wrong, after which nothing more is asked.
    pub(super) trouble: Option<Trouble>,
    /// Whether it has begun.
    begun: bool,
    /// Whether a statement ran since the last savepoint.
    pub(super) ran: bool,
}

/// What the rows of a statement are, and how many rows it has changed.
pub(super) type Rows = (Vec<Found>, u64);

impl<'a> Session<'a> {
    /// One that reads, which begins with its first statement.
    pub(super) fn reading(connection: &'a mut Connection) -> Self {
        let lead = Some(BEGIN_READ.into());
        Self { connection, lead, trouble: None, begun: false, ran: false }
    }

    /// Begins one that reads.
    pub(super) fn begin_read(connection: &mut Connection) -> Result<(), Error> {
        connection.run(BEGIN_READ)
    }

    /// One that writes, which begins with its first statement, and then holds the lock of its world.
    pub(super) fn writing(connection: &'a mut Connection) -> Self {
        let lead = Some(begin_write(connection).into());
        Self { connection, lead, trouble: None, begun: false, ran: false }
    }

    /// Begins one that writes, and takes the lock of its world.
    pub(super) fn begin_write(connection: &mut Connection) -> Result<(), Error> {
        connection.run(&begin_write(connection))
    }

    /// One that has begun.
    pub(super) fn begun(connection: &'a mut Connection) -> Self {
        Self { connection, lead: None, trouble: None, begun: true, ran: false }
    }

    /// What opens what is sealed in its rows.
    pub(super) fn sealing(&self) -> Option<Arc<Sealing>> {
        self.connection.sealing.clone()
    }

    /// The rows of a statement.
    pub(super) fn rows(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
    ) -> Result<Rows, StoreError> {
        if self.trouble.is_some_and(|it| it != Trouble::Refused) {
            return Err(StoreError::Conflict);
        }
        match self.ask(sql, args) {
            Ok(rows) => {
                sqlite::note(sql, rows.0.len() > 1);
                // After one that was refused only a return to a savepoint is not.
                self.trouble = None;
                Ok(rows)
            }
            Err(e) => {
                let trouble = Trouble::of(&e);
                self.trouble = Some(trouble);
                Err(match trouble {
                    Trouble::Refused => driver(e),
                    Trouble::Conflict | Trouble::Broken => StoreError::Conflict,
                })
            }
        }
    }

    fn ask(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<Rows, Error> {
        // Once it has begun, another connection is of no use: this one says that it is closed.
        let begun = std::mem::replace(&mut self.begun, true);
        let open = match self.connection.current() {
            Some(open) if begun => open,
            _ => self.connection.opened()?,
        };
        let mut lead = self.lead.take();
        self.ran = true;
        if let Some(text) = lead.take_if(|_| !open.has(sql)) {
            // A statement is not prepared in a transaction that is yet to be brought back to a savepoint.
            open.wait(open.client.batch_execute(&text))?;
        }
        let statement = open.statement(sql)?;
        let rows = run(open, &statement, args);
        match lead {
            None => open.wait(rows),
            Some(text) => open.wait(async {
                let (first, rows) = tokio::join!(biased; open.client.batch_execute(&text), rows);
                first?;
                rows
            }),
        }
    }

    /// Ends a read. What is to be done about it; nothing, where its work has an answer.
    pub(super) fn end_read(self) -> Option<Trouble> {
        if self.begun && self.trouble != Some(Trouble::Broken) {
            self.connection.send("COMMIT");
        }
        self.trouble.filter(|it| *it != Trouble::Refused)
    }

    /// Undoes what ran since the last savepoint, before whatever comes next.
    pub(super) fn undo_last(&mut self) {
        self.lead = Some(TO_SAVEPOINT.into());
    }

    /// Has the next call begin with a savepoint of its own. The one before was `kept`, or is undone.
    pub(super) fn next_call(&mut self, first: bool, kept: bool) {
        let text = match (first, kept) {
            (true, _) => "SAVEPOINT one",
            (false, true) => "RELEASE SAVEPOINT one; SAVEPOINT one",
            (false, false) => TO_SAVEPOINT,
        };
        if first {
            let begin = self.lead.take().unwrap_or_default();
            self.lead = Some(format!("{begin}; {text}").into());
        } else if self.ran {
            // What the call before has not sent goes out with this one.
            self.lead = Some(text.into());
        }
        self.ran = false;
    }

    /// Commits. The error, and whether it is known that nothing was committed.
    pub(super) fn commit(self) -> Result<(), (Option<Error>, bool)> {
        let undone = self.lead.as_deref() == Some(TO_SAVEPOINT);
        let text = if undone { "ROLLBACK TO SAVEPOINT one; COMMIT" } else { "COMMIT" };
        let Some(open) = self.connection.current() else { return Err((None, true)) };
        // The message counts as sent from here on.
        open.wait(open.client.batch_execute(text)).map_err(|e| {
            let refused =
                |code: &str| ["23", "25", "40"].iter().any(|class| code.starts_with(class));
            let known = e.code().is_some_and(|code| refused(code.code()));
            (Some(e), known)
        })
    }

    /// Undoes all of it.
    pub(super) fn roll_back(self) {
        if !self.begun {
            return;
        }
        if self.trouble == Some(Trouble::Broken) {
            self.connection.drop_open();
        } else {
            self.connection.send("ROLLBACK");
        }
    }
}

/// What begins a transaction that writes.
fn begin_write(connection: &Connection) -> String {
    let lock = connection.lock();
    format!("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock({lock})")
}

/// Runs a prepared statement.
async fn run(open: &Open, statement: &Statement, args: &[Value<'_>]) -> Result<Rows, Error> {
    use futures_util::TryStreamExt;
    let sealing = open.sealing.as_deref();
    let stream = open.client.query_raw(statement, args.iter().map(|it| Arg(it, sealing))).await?;
    tokio::pin!(stream);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(row);
    }
    let changed = stream.rows_affected().unwrap_or(0);
    Ok((rows, changed))
}

impl Tx for Session<'_> {
    fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        Ok(self.rows(sql, args)?.1)
    }

    fn query(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (rows, _) = self.rows(sql, args)?;
        let sealing = self.sealing();
        rows.iter().try_for_each(|row| each(&Row(&Cells(row, sealing.as_deref()))))
    }
}

/// The columns of a row of the server, and what opens those that are sealed.
pub(super) struct Cells<'a>(pub(super) &'a Found, pub(super) Option<&'a Sealing>);

impl Columns for Cells<'_> {
    fn get(&self, at: usize) -> Result<Value<'_>, StoreError> {
        let Cell(cell) = self.0.try_get(at).map_err(driver)?;
        match (self.1, cell) {
            (Some(sealing), Value::Text(text)) => sealing.read(text).map(Value::Text),
            (_, cell) => Ok(cell),
        }
    }
}

/// The columns of a row that goes to another thread.
pub(super) struct Owned(pub(super) Vec<Value<'static>>);

impl Columns for Owned {
    fn get(&self, at: usize) -> Result<Value<'_>, StoreError> {
        self.0.get(at).map_or(Err(StoreError::Shape), |it| Ok(borrowed(it)))
    }
}

fn borrowed<'a>(it: &'a Value<'static>) -> Value<'a> {
    match it {
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::Secret(text) => Value::Secret(Cow::Borrowed(text)),
        Value::Int(n) => Value::Int(*n),
        Value::Real(x) => Value::Real(*x),
        Value::Null => Value::Null,
    }
}

/// The same, which outlives what it was read from.
pub(super) fn owned(it: Value<'_>) -> Value<'static> {
    match it {
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::Secret(text) => Value::Secret(Cow::Owned(text.into_owned())),
        Value::Int(n) => Value::Int(n),
        Value::Real(x) => Value::Real(x),
        Value::Null => Value::Null,
    }
}

/// Runs work that reads, and again where it met something that goes away by itself.
pub(super) fn read<T, E: From<StoreError>>(
    connection: &mut Connection,
    mut work: impl FnMut(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    let mut again = Again::default();
    loop {
        let mut session = Session::reading(connection);
        let done = work(&mut session);
        match session.end_read() {
            None => {
                connection.following.reached();
                return done;
            }
            Some(trouble) if again.after(connection, trouble) => {}
            Some(_) => return Err(NOT_REACHED.into()),
        }
    }
}

/// The rows of a statement of the program's own, whose columns are texts.
pub(super) fn texts(messages: &[SimpleQueryMessage]) -> Vec<Vec<Option<String>>> {
    let rows = messages.iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => {
            Some((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect())
        }
        _ => None,
    });
    rows.collect()
}
