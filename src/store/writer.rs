//! The one who writes at a time. A call that finds nobody writing runs there and then, and
//! takes along those that have come meanwhile: it commits them at once, and only then answers
//! them, so that many calls share the cost of one commit, and a lone call waits for no thread.

use std::{
    collections::VecDeque,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError},
};

use actions::store::{StoreError, Tx};
use rusqlite::{Connection, backup::Backup};
use tokio::{sync::oneshot, task};
use tracing::{error, warn};

use crate::store::{
    Durability,
    sqlite::{self, Open},
};

/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// The connection that writes, and the calls that wait for it: at most one for each open connection.
pub(super) struct Writer {
    state: Mutex<State>,
    waiting: Mutex<VecDeque<Work>>,
    /// Whether a commit waits for the disk, so that no thread that serves may.
    slow: bool,
}

/// What a call does.
type Work = Box<dyn FnOnce(&mut dyn Tx) -> Done + Send>;

/// What a call has come to: whether to keep what it wrote, and how to tell its caller.
struct Done {
    keep: bool,
    answer: Box<dyn FnOnce() + Send>,
}

impl Writer {
    /// A writer on `db`. `baseline` is where to put a copy of the state at start, if that was not empty.
    pub(super) fn new(db: Connection, baseline: Option<PathBuf>, durability: Durability) -> Self {
        Self {
            state: Mutex::new(State { db, baseline, copied: false }),
            waiting: Mutex::default(),
            slow: durability == Durability::Full,
        }
    }

    pub(super) async fn run<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move |tx| {
            let result = work(tx);
            // A caller who has gone does not hear the answer; the write stands all the same.
            Done { keep: result.is_ok(), answer: Box::new(move || drop(tell.send(result))) }
        });
        held(&self.waiting).push_back(work);
        if self.slow {
            let writer = Arc::clone(self);
            task::spawn_blocking(move || writer.serve());
        } else {
            self.serve();
        }
        told.await.map_err(|_| gone())?
    }

    /// Runs what waits, unless somebody is at it: he does not go before all is done.
    fn serve(&self) {
        loop {
            let mut state = match self.state.try_lock() {
                Ok(state) => state,
                Err(TryLockError::Poisoned(state)) => state.into_inner(),
                Err(TryLockError::WouldBlock) => return,
            };
            while let Some(group) = self.next() {
                state.group(group);
            }
            drop(state);
            // Whoever came between the last look and the release has found it held, and gone.
            if held(&self.waiting).is_empty() {
                return;
            }
        }
    }

    fn next(&self) -> Option<Vec<Work>> {
        let mut waiting = held(&self.waiting);
        let take = waiting.len().min(GROUP);
        (take > 0).then(|| waiting.drain(..take).collect())
    }

    pub(super) fn reset(&self) -> Result<(), StoreError> {
        held(&self.state).reset()
    }

    /// Ends after what is being written. The copy of the state at start is of no use to the next run.
    pub(super) fn stop(&self) {
        let mut state = held(&self.state);
        if std::mem::take(&mut state.copied)
            && let Some(file) = &state.baseline
        {
            let _ = fs::remove_file(file);
        }
    }
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

fn gone() -> StoreError {
    StoreError::Driver("the write was not committed".into())
}

struct State {
    db: Connection,
    baseline: Option<PathBuf>,
    copied: bool,
}

impl State {
    /// Runs calls in one commit, and answers them.
    fn group(&mut self, group: Vec<Work>) {
        if let Err(e) =
            self.keep_baseline().and_then(|()| sqlite::step(&self.db, "BEGIN IMMEDIATE"))
        {
            // Dropping the calls tells their callers.
            error!(error = %e, "cannot begin a transaction");
            return;
        }
        // One that is alone needs no savepoint: what fails leaves nothing behind.
        let alone = group.len() == 1;
        let mut answers = Vec::with_capacity(group.len());
        answers.extend(group.into_iter().filter_map(|work| self.one(work, alone)));
        match sqlite::step(&self.db, "COMMIT") {
            Ok(()) => answers.into_iter().for_each(|answer| answer()),
            Err(e) => {
                error!(error = %e, calls = answers.len(), "cannot commit");
                self.roll_back("ROLLBACK");
            }
        }
    }

    /// Runs one call, between savepoints unless it is alone. Answers how to tell its caller,
    /// unless it panicked.
    fn one(&self, work: Work, alone: bool) -> Option<Box<dyn FnOnce() + Send>> {
        if !alone && let Err(e) = sqlite::step(&self.db, "SAVEPOINT one") {
            error!(error = %e, "cannot set a savepoint");
            return None;
        }
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut Open(&self.db))));
        let keep = matches!(done, Ok(Done { keep: true, .. }));
        match (alone, keep) {
            (true, true) => {}
            // The commit that follows commits nothing.
            (true, false) => self.roll_back("ROLLBACK; BEGIN"),
            (false, keep) => {
                if !keep {
                    self.roll_back("ROLLBACK TO one");
                }
                if let Err(e) = sqlite::step(&self.db, "RELEASE one") {
                    error!(error = %e, "cannot release a savepoint");
                    return None;
                }
            }
        }
        done.ok().map(|d| d.answer)
    }

    fn roll_back(&self, sql: &'static str) {
        if let Err(e) = self.db.execute_batch(sql) {
            error!(error = %e, "cannot roll back");
        }
    }

    /// Before the first change of a database that was not empty: a copy, for [`reset`](Self::reset).
    fn keep_baseline(&mut self) -> Result<(), StoreError> {
        let Some(file) = self.baseline.as_deref().filter(|_| !self.copied) else { return Ok(()) };
        let _ = fs::remove_file(file); // of a run that was killed
        let mut copy = Connection::open(file).map_err(sqlite::driver)?;
        transfer(&self.db, &mut copy)?;
        self.copied = true;
        Ok(())
    }

    fn reset(&mut self) -> Result<(), StoreError> {
        match self.baseline.as_deref() {
            None => self.clear(),
            Some(file) if self.copied => {
                let copy = Connection::open(Path::new(file)).map_err(sqlite::driver)?;
                transfer(&copy, &mut self.db)
            }
            Some(_) => Ok(()), // nothing was written
        }
    }

    /// Empties every table.
    fn clear(&self) -> Result<(), StoreError> {
        let names = self
            .db
            .prepare_cached(
                "SELECT name FROM sqlite_schema WHERE type = 'table'
                 AND name NOT LIKE 'sqlite%' AND name <> 'schema_step'",
            )
            .and_then(|mut all| {
                all.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
            })
            .map_err(sqlite::driver)?;
        // Without references to check, a whole table goes at once instead of row by row.
        self.db.pragma_update(None, "foreign_keys", false).map_err(sqlite::driver)?;
        let mut script = "BEGIN IMMEDIATE;".to_owned();
        for name in names {
            script.extend(["DELETE FROM \"", &name, "\";"]);
        }
        let cleared = self.db.execute_batch(&(script + "COMMIT"));
        if cleared.is_err() {
            self.roll_back("ROLLBACK");
        }
        self.db.pragma_update(None, "foreign_keys", true).map_err(sqlite::driver)?;
        cleared.map_err(sqlite::driver)
    }
}

fn transfer(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let copy = Backup::new(from, to).map_err(sqlite::driver)?;
    match copy.step(-1).map_err(sqlite::driver)? {
        rusqlite::backup::StepResult::Done => Ok(()),
        other => {
            warn!(?other, "the copy is incomplete");
            Err(StoreError::Driver("the copy of the state at start is incomplete".into()))
        }
    }
}
