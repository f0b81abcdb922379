//! The thread that writes. It takes all calls that wait, commits them at once, and only
//! then answers them, so that many calls share the cost of one commit.

use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Mutex,
    thread::{self, JoinHandle},
};

use actions::store::{StoreError, Tx};
use rusqlite::{Connection, backup::Backup};
use tokio::sync::{mpsc, oneshot};
use tracing::{error, warn};

use crate::store::sqlite::{self, Open};

/// How many calls may wait. One more waits in its own task.
const QUEUE: usize = 1024;
/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// The handle of the thread that writes.
pub(super) struct Writer {
    queue: mpsc::Sender<Order>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Order {
    Run(Work),
    Reset(oneshot::Sender<Result<(), StoreError>>),
    Stop,
}

/// What a call does.
type Work = Box<dyn FnOnce(&mut dyn Tx) -> Done + Send>;

/// What a call has come to: whether to keep what it wrote, and how to tell its caller.
struct Done {
    keep: bool,
    answer: Box<dyn FnOnce() + Send>,
}

impl Writer {
    /// Starts the thread. `baseline` is where to put a copy of the state at start, if that was not empty.
    pub(super) fn start(db: Connection, baseline: Option<PathBuf>) -> io::Result<Self> {
        let (queue, orders) = mpsc::channel(QUEUE);
        let state = State { db, baseline, copied: false };
        let thread =
            thread::Builder::new().name("writer".into()).spawn(move || state.serve(orders))?;
        Ok(Self { queue, thread: Mutex::new(Some(thread)) })
    }

    pub(super) async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let order = Order::Run(Box::new(move |tx| {
            let result = work(tx);
            // A caller who has gone does not hear the answer; the write stands all the same.
            Done { keep: result.is_ok(), answer: Box::new(move || drop(tell.send(result))) }
        }));
        self.queue.send(order).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }

    pub(super) async fn reset(&self) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        self.queue.send(Order::Reset(tell)).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }

    pub(super) fn stop(&self) {
        let thread = self.thread.lock().ok().and_then(|mut t| t.take());
        let Some(thread) = thread else { return };
        let mut order = Order::Stop;
        while let Err(mpsc::error::TrySendError::Full(again)) = self.queue.try_send(order) {
            order = again;
            thread::yield_now();
        }
        if thread.join().is_err() {
            error!("the writer ended badly");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
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
    fn serve(mut self, mut orders: mpsc::Receiver<Order>) {
        let mut next = orders.blocking_recv();
        while let Some(order) = next {
            next = match order {
                Order::Run(work) => self.group(work, &mut orders),
                Order::Reset(tell) => {
                    // The one who asked may have gone.
                    let _ = tell.send(self.reset());
                    None
                }
                Order::Stop => break,
            }
            .or_else(|| orders.blocking_recv());
        }
        if self.copied
            && let Some(file) = &self.baseline
        {
            // It is of no use to the next run, which makes its own.
            let _ = fs::remove_file(file);
        }
    }

    /// Runs `first` and all that wait behind it in one commit. Answers the order that ended the group, if one did.
    fn group(&mut self, first: Work, orders: &mut mpsc::Receiver<Order>) -> Option<Order> {
        if let Err(e) =
            self.keep_baseline().and_then(|()| sqlite::step(&self.db, "BEGIN IMMEDIATE"))
        {
            // Dropping the work tells its caller.
            error!(error = %e, "cannot begin a transaction");
            return None;
        }
        let mut answers = Vec::new();
        let mut work = first;
        let mut after = None;
        loop {
            answers.extend(self.one(work));
            if answers.len() >= GROUP {
                break;
            }
            match orders.try_recv() {
                Ok(Order::Run(another)) => work = another,
                Ok(other) => {
                    after = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        match sqlite::step(&self.db, "COMMIT") {
            Ok(()) => answers.into_iter().for_each(|answer| answer()),
            Err(e) => {
                error!(error = %e, calls = answers.len(), "cannot commit");
                self.roll_back("ROLLBACK");
            }
        }
        after
    }

    /// Runs one call between savepoints. Answers how to tell its caller, unless it panicked.
    fn one(&self, work: Work) -> Option<Box<dyn FnOnce() + Send>> {
        if let Err(e) = sqlite::step(&self.db, "SAVEPOINT one") {
            error!(error = %e, "cannot set a savepoint");
            return None;
        }
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut Open(&self.db))));
        if !matches!(done, Ok(Done { keep: true, .. })) {
            self.roll_back("ROLLBACK TO one");
        }
        if let Err(e) = sqlite::step(&self.db, "RELEASE one") {
            error!(error = %e, "cannot release a savepoint");
            return None;
        }
        done.ok().map(|d| d.answer)
    }

    fn roll_back(&self, sql: &'static str) {
        if let Err(e) = sqlite::step(&self.db, sql) {
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
                 AND name NOT LIKE 'sqlite%' AND name NOT IN ('schema_step', 'world_secret')",
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
