//! The connection that writes. All calls that are ready together share a commit, and are answered
//! after it. Should one of them fail when it has written already, they are undone and run one by one.
//!
//! To wake another thread costs more than most writes, so a call's own thread writes: the first
//! call lets the other calls of its thread queue up, and runs all that wait. A thread that
//! finds another writing is notified when that is done, and serves others until then. Work that may take
//! long, and work of other threads, goes to a thread of the [`Engine`], so that no reads wait
//! for it.

use std::{
    cell::Cell,
    collections::VecDeque,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, mpsc},
    task::Poll,
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::{
    mailbox::{Delivery, Mailbox},
    store::{
        ResetError, WriteMark,
        baseline::Baseline,
        engine::{Engine, Queue},
        file::OpenFile,
        job::{QueuedWrite, call},
        state::State,
    },
};

/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// The handle of the connection that writes.
pub(super) struct Writer {
    shared: Arc<Shared>,
    engine: Arc<Engine>,
}

/// What a thread of the engine is asked.
enum Command {
    /// To run a call.
    Run(QueuedWrite),
    /// To run what other threads have queued and left.
    Sweep,
    /// To create a part of the schema, if it is not there.
    Create(&'static SchemaPart, oneshot::Sender<Result<(), StoreError>>),
    Reset(oneshot::Sender<Result<(), ResetError>>),
    /// To copy all into another state.
    Copy(State, oneshot::Sender<Result<State, StoreError>>),
    /// To put another state in the place of this one.
    Replace(State, oneshot::Sender<Result<(), StoreError>>),
    /// To close the connection, and to tell whether all is in the one file.
    Close(mpsc::Sender<bool>),
}

/// Asks the engine to sweep when it goes, unless it is [`disarmed`](Self::disarm).
struct SweepOnDrop<'a>(Option<&'a Writer>);

impl SweepOnDrop<'_> {
    fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for SweepOnDrop<'_> {
    fn drop(&mut self) {
        if let Some(writer) = self.0 {
            // After the close, nothing more is written.
            let _ = writer.ask(Command::Sweep);
        }
    }
}

impl Writer {
    /// `baseline` is the state at start.
    pub(super) fn new(
        (db, schema): (Connection, &'static [SchemaPart]),
        baseline: Baseline,
        mark: WriteMark,
        engine: Arc<Engine>,
    ) -> Self {
        let state = OpenFile { db, schema, baseline, mark: Some(mark) };
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            left: Mutex::default(),
            state: Mutex::new(Some(state)),
            orders: Mutex::default(),
        });
        Self { shared, engine }
    }

    /// Runs `work` with the other calls of this thread; more than once, if one of them fails. What comes of
    /// it is handed to `after` once it is committed, and then answered.
    pub(super) async fn run<T, E>(
        &self,
        work: impl FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (work, receiver) = call(work, after);
        if work.from.is_none() {
            self.ask(Command::Run(work))?;
        } else if self.shared.queue(work) {
            let promise = SweepOnDrop(Some(self));
            yield_once().await;
            self.shared.sweep();
            promise.disarm();
        }
        receiver.await.map_err(|_| gone())?
    }

    /// Runs `work` by itself, on a thread of the engine.
    pub(super) async fn run_apart<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut once = Some(work);
        let work = move |tx: &mut dyn Tx| match once.take() {
            Some(work) => work(tx),
            None => Err(gone().into()),
        };
        let (work, receiver) = call(work, after);
        self.ask(Command::Run(work))?;
        receiver.await.map_err(|_| gone())?
    }

    pub(super) async fn create(&self, part: &'static SchemaPart) -> Result<(), StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.ask(Command::Create(part, sender))?;
        receiver.await.map_err(|_| gone())?
    }

    pub(super) async fn reset(&self) -> Result<(), ResetError> {
        let (sender, receiver) = oneshot::channel();
        self.ask(Command::Reset(sender))?;
        receiver.await.map_err(|_| gone())?
    }

    pub(super) async fn copy(&self, to: State) -> Result<State, StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.ask(Command::Copy(to, sender))?;
        receiver.await.map_err(|_| gone())?
    }

    pub(super) async fn replace(&self, by: State) -> Result<(), StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.ask(Command::Replace(by, sender))?;
        receiver.await.map_err(|_| gone())?
    }

    pub(super) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    fn ask(&self, order: Command) -> Result<(), StoreError> {
        let mut orders = lock(&self.shared.orders);
        if orders.closed {
            return Err(gone());
        }
        orders.closed = matches!(order, Command::Close(_));
        orders.waiting.push_back(order);
        if !std::mem::replace(&mut orders.listed, true) {
            self.engine.add(Arc::clone(&self.shared) as Arc<dyn Queue>);
        }
        Ok(())
    }

    /// Commits what waits and closes the connection. Whether it did so now, with all in the one file.
    pub(super) fn stop(&self) -> bool {
        let (sender, receiver) = mpsc::channel();
        if self.ask(Command::Close(sender)).is_err() {
            return false; // it is closed
        }
        // The last who held the database may have been work on this very thread: it closes once that is done.
        !WRITING.get() && receiver.recv().unwrap_or_default()
    }
}

thread_local! {
    /// Whether this thread carries out work of a database.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// That this thread carries out work, until it goes.
struct Writing;

impl Writing {
    fn here() -> Self {
        WRITING.set(true);
        Self
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.set(false);
    }
}

/// Lets the tasks that are ready go first. Unlike tokio's own, it does not look for more of them.
async fn yield_once() {
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

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
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
    queue: Mutex<Vec<QueuedWrite>>,
    /// The threads that have found somebody writing.
    left: Mutex<Vec<Mailbox>>,
    /// `None` once it is closed.
    state: Mutex<Option<OpenFile>>,
    orders: Mutex<Commands>,
}

/// What the engine is to do.
#[derive(Default)]
struct Commands {
    waiting: VecDeque<Command>,
    /// Whether the engine knows of them.
    listed: bool,
    /// Whether the last of them closes the connection.
    closed: bool,
}

impl Queue for Shared {
    fn next(self: Arc<Self>) -> bool {
        let _writing = Writing::here();
        let order = lock(&self.orders).waiting.pop_front();
        let mut state = lock(&self.state);
        match (order, &mut *state) {
            (Some(Command::Run(work)), Some(state)) => state.group(vec![work]),
            (Some(Command::Create(part, sender)), Some(state)) => {
                let _ = sender.send(state.create(part));
            }
            (Some(Command::Reset(sender)), Some(state)) => {
                // The one who asked may have gone.
                let _ = sender.send(state.reset());
            }
            (Some(Command::Copy(to, sender)), Some(state)) => {
                // Calls that are queued were not answered yet.
                let _ = sender.send(state.copy(to));
            }
            (Some(Command::Replace(by, sender)), Some(state)) => {
                let _ = sender.send(state.replace(&by));
            }
            (Some(Command::Close(sender)), _) => {
                self.sweep_with(&mut state);
                let _ = sender.send(state.take().is_some_and(OpenFile::close));
            }
            // Dropping the work tells its caller.
            (None | Some(_), _) => {}
        }
        self.sweep_with(&mut state);
        drop(state);
        self.wake_waiting();
        let mut orders = lock(&self.orders);
        orders.listed = !orders.waiting.is_empty();
        orders.listed
    }
}

impl Shared {
    /// Queues a call. Whether to sweep is now for the caller to see to.
    fn queue(&self, work: QueuedWrite) -> bool {
        let mut queue = lock(&self.queue);
        queue.push(work);
        queue.len() == 1
    }

    /// Carries out what is queued, now or when who is writing has done.
    fn sweep(self: &Arc<Self>) {
        if !self.try_sweep() {
            lock(&self.left).push(Mailbox::here());
            // Who was writing may have passed on before it could see this thread.
            self.try_sweep();
        }
    }

    /// Carries out what is queued, unless somebody is writing.
    fn try_sweep(self: &Arc<Self>) -> bool {
        let _writing = Writing::here();
        match self.state.try_lock() {
            Ok(mut state) => self.sweep_with(&mut state),
            Err(TryLockError::Poisoned(e)) => self.sweep_with(&mut e.into_inner()),
            Err(TryLockError::WouldBlock) => return false,
        }
        self.wake_waiting();
        true
    }

    /// Tells the threads that wait to write to go on.
    fn wake_waiting(self: &Arc<Self>) {
        let left = std::mem::take(&mut *lock(&self.left));
        for mailbox in left {
            if let Err(sweep) = mailbox.send(Box::new(Sweep(Arc::clone(self)))) {
                sweep.deliver();
            }
        }
    }

    fn sweep_with(&self, state: &mut Option<OpenFile>) {
        let mut work = std::mem::take(&mut *lock(&self.queue));
        // Dropping the work tells its caller.
        let Some(state) = state else { return };
        while !work.is_empty() {
            let rest = work.split_off(work.len().min(GROUP));
            state.group(work);
            work = rest;
        }
    }
}

#[cfg(test)]
mod tests;
