//! What the threads that write have in common: the calls that wait, the connection, and what the engine is asked to do
//! with it.

use std::{
    cell::Cell,
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, mpsc},
};

use actions::{SchemaPart, ports::store::StoreError};
use tokio::sync::oneshot;

use crate::{
    mailbox::{Delivery, Mailbox},
    store::{ResetError, engine::Queue, file::OpenFile, job::QueuedWrite, state::State},
};

/// How many calls share a commit at the most.
const GROUP: usize = 256;

/// What a thread of the engine is asked.
pub(super) enum Command {
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
    /// To do something else between the writes.
    Do(Box<dyn FnOnce(&mut OpenFile) + Send>),
    /// To close the connection, and to tell whether all is in the one file.
    Close(mpsc::Sender<bool>),
}

thread_local! {
    /// Whether this thread carries out work of a database.
    pub(super) static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// That this thread carries out work, until it goes.
pub(super) struct Writing;

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

pub(super) fn gone() -> StoreError {
    StoreError::Driver("the write was not committed".into())
}

pub(super) fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells a thread to sweep.
pub(super) struct Sweep(Arc<Shared>);

impl Delivery for Sweep {
    fn deliver(self: Box<Self>) {
        self.0.sweep();
    }
}

/// Tells those who wait for the connection to go on, when it goes.
pub(super) struct Release<'a>(pub(super) &'a Arc<Shared>);

impl Drop for Release<'_> {
    fn drop(&mut self) {
        self.0.wake_waiting();
    }
}

/// What the threads that write have in common.
pub(super) struct Shared {
    /// As long as there are calls in flight, so connections bound it.
    pub(super) queue: Mutex<Vec<QueuedWrite>>,
    /// The threads that have found somebody writing.
    pub(super) left: Mutex<Vec<Mailbox>>,
    /// Those that wait to read with the connection that writes.
    pub(super) readers: Mutex<Vec<oneshot::Sender<()>>>,
    /// `None` once it is closed.
    pub(super) state: Mutex<Option<OpenFile>>,
    pub(super) orders: Mutex<Commands>,
}

/// What the engine is to do.
#[derive(Default)]
pub(super) struct Commands {
    pub(super) waiting: VecDeque<Command>,
    /// Whether the engine knows of them.
    pub(super) listed: bool,
    /// Whether the last of them closes the connection.
    pub(super) closed: bool,
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
            (Some(Command::Do(work)), Some(state)) => work(state),
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
    pub(super) fn queue(&self, work: QueuedWrite) -> bool {
        let mut queue = lock(&self.queue);
        queue.push(work);
        queue.len() == 1
    }

    /// Carries out what is queued, now or when who is writing has done.
    pub(super) fn sweep(self: &Arc<Self>) {
        if !self.try_sweep() {
            lock(&self.left).push(Mailbox::here());
            // Who was writing may have passed on before it could see this thread.
            self.try_sweep();
        }
    }

    /// Carries out what is queued, unless somebody is writing.
    fn try_sweep(self: &Arc<Self>) -> bool {
        let _writing = Writing::here();
        let Some(mut state) = self.try_state() else { return false };
        self.sweep_with(&mut state);
        drop(state);
        self.wake_waiting();
        true
    }

    /// The connection, unless somebody uses it.
    pub(super) fn try_state(&self) -> Option<MutexGuard<'_, Option<OpenFile>>> {
        match self.state.try_lock() {
            Ok(state) => Some(state),
            Err(TryLockError::Poisoned(e)) => Some(e.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Tells the threads that wait to write to go on.
    pub(super) fn wake_waiting(self: &Arc<Self>) {
        let left = std::mem::take(&mut *lock(&self.left));
        for mailbox in left {
            if let Err(sweep) = mailbox.send(Box::new(Sweep(Arc::clone(self)))) {
                sweep.deliver();
            }
        }
        for reader in std::mem::take(&mut *lock(&self.readers)) {
            // It may have gone.
            let _ = reader.send(());
        }
    }

    /// Runs `work` with the connection, unless somebody uses it.
    pub(super) fn try_read<R>(
        self: &Arc<Self>,
        work: impl FnOnce(&OpenFile) -> R,
    ) -> Option<Result<R, StoreError>> {
        let state = self.try_state()?;
        // Told after the lock is released, also when the work panics.
        let (_release, state) = (Release(self), state);
        Some(state.as_ref().map(work).ok_or_else(gone))
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
