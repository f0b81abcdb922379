//! The connection that writes. All calls that are ready together share a commit, and are answered
//! after it. Should one of them fail when it has written already, they are undone and run one by one.
//!
//! To wake another thread costs more than most writes, so a call's own thread writes: the first
//! call lets the others of its thread queue theirs, and carries out all that wait. A thread that
//! finds another writing is told when that is done, and serves others until then. What may take
//! long, and what comes from elsewhere, goes to a thread of its own, so that nobody's reads wait for it.

use std::{
    future::poll_fn,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, mpsc},
    task::Poll,
    thread::{self, JoinHandle},
};

use actions::ports::store::{StoreError, Tx};
use rusqlite::{Connection, backup::Backup};
use tokio::sync::oneshot;
use tracing::{error, warn};

use crate::{
    mailbox::{Deliveries, Delivery, Mailbox},
    store::{
        Mark, ResetError,
        baseline::Baseline,
        sqlite::{self, Open},
    },
};

/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// The handle of the connection that writes.
pub(super) struct Writer {
    shared: Arc<Shared>,
    orders: mpsc::Sender<Order>,
    thread: Mutex<Option<JoinHandle<bool>>>,
}

/// What the writing thread is asked.
enum Order {
    /// To carry out a call.
    Run(Work),
    /// To carry out what others have queued and left.
    Sweep,
    Reset(oneshot::Sender<Result<(), ResetError>>),
    Stop,
}

/// A call, and where it came from.
struct Work {
    job: Box<dyn Job>,
    from: Mailbox,
}

/// A call that is to write.
trait Job: Delivery {
    /// Runs it. Whether to keep what it wrote.
    fn run(&mut self, tx: &mut dyn Tx) -> bool;
}

struct Call<W, T> {
    work: W,
    result: Option<T>,
    tell: oneshot::Sender<T>,
}

impl<W, T, E> Job for Call<W, Result<T, E>>
where
    W: FnMut(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: Send,
{
    fn run(&mut self, tx: &mut dyn Tx) -> bool {
        // What it came to before was undone, and holds no more should this time panic.
        self.result = None;
        self.result.insert((self.work)(tx)).is_ok()
    }
}

impl<W: Send, T: Send> Delivery for Call<W, T> {
    fn deliver(self: Box<Self>) {
        if let Some(result) = self.result {
            // A caller who has gone does not hear it; the write stands all the same.
            let _ = self.tell.send(result);
        }
    }
}

/// Asks the writing thread to sweep when it goes, unless it is [`disarmed`](Self::disarm).
struct Promise<'a>(Option<&'a mpsc::Sender<Order>>);

impl Promise<'_> {
    fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        if let Some(orders) = self.0 {
            // Where the thread has ended, nothing is to be written any more.
            let _ = orders.send(Order::Sweep);
        }
    }
}

impl Writer {
    /// Starts the thread. `baseline` is the state at start.
    pub(super) fn start(db: Connection, baseline: Baseline, mark: Mark) -> io::Result<Self> {
        let state = State { db, baseline, mark: Some(mark) };
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            left: Mutex::default(),
            state: Mutex::new(Some(state)),
        });
        let (orders, asked) = mpsc::channel();
        let there = Arc::clone(&shared);
        let thread =
            thread::Builder::new().name("writer".into()).spawn(move || there.serve(&asked))?;
        Ok(Self { shared, orders, thread: Mutex::new(Some(thread)) })
    }

    /// Runs `work` with the other calls of this thread; more than once, if one of them fails.
    pub(super) async fn run<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (work, told) = call(work);
        if work.from.is_none() {
            self.ask(Order::Run(work))?;
        } else if self.shared.queue(work) {
            let promise = Promise(Some(&self.orders));
            behind_the_others().await;
            self.shared.sweep();
            promise.disarm();
        }
        told.await.map_err(|_| gone())?
    }

    /// Runs `work` by itself, on the thread that writes.
    pub(super) async fn run_apart<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut once = Some(work);
        let (work, told) = call(move |tx: &mut dyn Tx| match once.take() {
            Some(work) => work(tx),
            None => Err(gone().into()),
        });
        self.ask(Order::Run(work))?;
        told.await.map_err(|_| gone())?
    }

    pub(super) async fn reset(&self) -> Result<(), ResetError> {
        let (tell, told) = oneshot::channel();
        self.ask(Order::Reset(tell))?;
        told.await.map_err(|_| gone())?
    }

    fn ask(&self, order: Order) -> Result<(), StoreError> {
        self.orders.send(order).map_err(|_| gone())
    }

    /// Commits what waits and closes the connection. Whether it did so now, with all in the one file.
    pub(super) fn stop(&self) -> bool {
        let Some(thread) = held(&self.thread).take() else { return false };
        // One that has ended cannot be asked.
        let _ = self.orders.send(Order::Stop);
        if thread.thread().id() == thread::current().id() {
            // The last who held the database was work on this very thread: it closes once that is done.
            return false;
        }
        thread.join().unwrap_or_else(|_| {
            error!("the writer ended badly");
            false
        })
    }
}

/// A call, and where its answer arrives.
fn call<T, E>(
    work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
) -> (Work, oneshot::Receiver<Result<T, E>>)
where
    T: Send + 'static,
    E: Send + 'static,
{
    let (tell, told) = oneshot::channel();
    (Work { job: Box::new(Call { work, result: None, tell }), from: Mailbox::here() }, told)
}

/// Lets the tasks that are ready go first. Unlike tokio's own, it does not look for more of them.
async fn behind_the_others() {
    let mut waited = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

fn gone() -> StoreError {
    StoreError::Driver("the write was not committed".into())
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells a thread to sweep.
struct Sweep(Arc<Shared>);

impl Delivery for Sweep {
    fn deliver(self: Box<Self>) {
        self.0.sweep();
    }
}

/// What the threads that write have in common.
struct Shared {
    /// As long as there are calls in flight, so connections bound it.
    queue: Mutex<Vec<Work>>,
    /// The threads that have found somebody writing.
    left: Mutex<Vec<Mailbox>>,
    /// `None` once it is closed.
    state: Mutex<Option<State>>,
}

impl Shared {
    /// Queues a call. Whether to sweep is now for the caller to see to.
    fn queue(&self, work: Work) -> bool {
        let mut queue = held(&self.queue);
        queue.push(work);
        queue.len() == 1
    }

    /// Carries out what is queued, now or when who is writing has done.
    fn sweep(self: &Arc<Self>) {
        if !self.try_sweep() {
            held(&self.left).push(Mailbox::here());
            // Who was writing may have passed on before it could see this thread.
            self.try_sweep();
        }
    }

    /// Carries out what is queued, unless somebody is writing.
    fn try_sweep(self: &Arc<Self>) -> bool {
        match self.state.try_lock() {
            Ok(mut state) => self.sweep_with(&mut state),
            Err(TryLockError::Poisoned(e)) => self.sweep_with(&mut e.into_inner()),
            Err(TryLockError::WouldBlock) => return false,
        }
        self.pass_on();
        true
    }

    /// Tells the threads that wait to write to go on.
    fn pass_on(self: &Arc<Self>) {
        let left = std::mem::take(&mut *held(&self.left));
        for mailbox in left {
            if let Err(sweep) = mailbox.send(Box::new(Sweep(Arc::clone(self)))) {
                sweep.deliver();
            }
        }
    }

    fn sweep_with(&self, state: &mut Option<State>) {
        let mut work = std::mem::take(&mut *held(&self.queue));
        // Dropping the work tells its caller.
        let Some(state) = state else { return };
        while !work.is_empty() {
            let rest = work.split_off(work.len().min(GROUP));
            state.group(work);
            work = rest;
        }
    }

    /// Does what is asked until told to stop. Whether all is in the one file at the end.
    fn serve(self: &Arc<Self>, asked: &mpsc::Receiver<Order>) -> bool {
        while let Ok(order) = asked.recv() {
            let mut state = held(&self.state);
            match (order, &mut *state) {
                (Order::Run(work), Some(state)) => state.group(vec![work]),
                (Order::Reset(tell), Some(state)) => {
                    // The one who asked may have gone.
                    let _ = tell.send(state.reset());
                }
                (Order::Sweep, _) => {}
                (Order::Stop, _) | (_, None) => break,
            }
            self.sweep_with(&mut state);
            drop(state);
            self.pass_on();
        }
        let mut state = held(&self.state);
        self.sweep_with(&mut state);
        state.take().is_some_and(State::close)
    }
}

struct State {
    db: Connection,
    /// The state at start.
    baseline: Baseline,
    /// Until something is written.
    mark: Option<Mark>,
}

impl State {
    /// Runs calls in one commit, and answers them.
    fn group(&mut self, mut group: Vec<Work>) {
        if let Err(e) = sqlite::step(&self.db, "BEGIN IMMEDIATE") {
            // Dropping the work tells its caller.
            error!(error = %e, "cannot begin a transaction");
            return;
        }
        let kept = group.iter_mut().all(|work| self.one(&mut *work.job));
        if !kept {
            self.roll_back();
            if group.len() > 1 {
                return group.into_iter().for_each(|work| self.group(vec![work]));
            }
        } else if let Err(e) = self.commit() {
            error!(error = %e, calls = group.len(), "cannot commit");
            return self.roll_back();
        }
        let mut answers = Deliveries::default();
        for work in group {
            answers.add(work.from, work.job);
        }
        answers.send();
    }

    /// Runs one call. Whether the database is as it should be: changed by a call that went well, or
    /// not at all. One that panics has no answer.
    fn one(&self, job: &mut dyn Job) -> bool {
        let before = self.db.total_changes();
        let kept = catch_unwind(AssertUnwindSafe(|| job.run(&mut Open(&self.db))));
        kept.unwrap_or_default() || self.db.total_changes() == before
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        sqlite::step(&self.db, "COMMIT")?;
        note(&mut self.mark);
        Ok(())
    }

    fn roll_back(&self) {
        if let Err(e) = sqlite::step(&self.db, "ROLLBACK") {
            error!(error = %e, "cannot roll back");
        }
    }

    fn reset(&mut self) -> Result<(), ResetError> {
        if self.mark.is_some() {
            return Ok(()); // nothing was written
        }
        match &self.baseline {
            Baseline::Empty => self.clear()?,
            Baseline::Copy(file) => transfer(file, &mut self.db)?,
            Baseline::Nowhere => return Err(ResetError::NotKept),
        }
        Ok(())
    }

    /// Whether all is in the one file.
    fn close(self) -> bool {
        self.baseline.discard();
        let gathered = sqlite::gather(&self.db);
        if !matches!(gathered, Ok(true)) {
            warn!(
                ?gathered,
                "not all of the log could be brought into the data file; it is in the -wal beside it"
            );
        }
        if let Err((_, e)) = self.db.close() {
            error!(error = %e, "cannot close the data file");
        }
        matches!(gathered, Ok(true))
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
            self.roll_back();
        }
        self.db.pragma_update(None, "foreign_keys", true).map_err(sqlite::driver)?;
        cleared.map_err(sqlite::driver)
    }
}

/// Notes the first write.
fn note(mark: &mut Option<Mark>) {
    if let Some(Err(e)) = mark.take().map(Mark::written) {
        warn!(error = %e, "cannot note in the lock file that something was written");
    }
}

/// Copies the database in a file into another.
fn transfer(from: &Path, to: &mut Connection) -> Result<(), StoreError> {
    let from = sqlite::open_writer(from).map_err(sqlite::driver)?;
    let copy = Backup::new(&from, to).map_err(sqlite::driver)?;
    match copy.step(-1).map_err(sqlite::driver)? {
        rusqlite::backup::StepResult::Done => Ok(()),
        other => {
            warn!(?other, "the copy is incomplete");
            Err(StoreError::Driver("the copy of the state at start is incomplete".into()))
        }
    }
}

#[cfg(test)]
mod tests;
