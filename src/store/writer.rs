//! The connection that writes. All calls that are ready together share a commit, and are answered
//! after it. Should one of them fail when it has written already, they are undone and run one by one.
//!
//! To wake another thread costs more than most writes, so a call's own thread writes: the first
//! call lets the other calls of its thread queue up, and runs all that wait. A thread that
//! finds another writing is notified when that is done, and serves others until then. Work that may take
//! long, and work of other threads, goes to a thread of the [`Engine`], so that no reads wait
//! for it.
//!
//! A call's work must be fit to be run twice: should a call of a group fail or panic after it has written, the group
//! is undone and its calls run one by one. Each thread is woken once for all answers to it. There was a thread for
//! all writes at first; to wake it and be woken by it cost more than the write.
//!
//! In WAL mode a commit is in the system's hands, so a killed process loses nothing that it answered.

mod shared;

use std::{
    future::poll_fn,
    sync::{Arc, Mutex, mpsc},
    task::Poll,
};

use actions::{
    SchemaPart,
    ports::store::{StoreError, Tx},
};
use rusqlite::Connection;
use tokio::sync::oneshot;

use self::shared::{Command, Release, Shared, WRITING, gone, lock};
use crate::store::{
    ResetError, WriteMark,
    baseline::Baseline,
    engine::{Engine, Queue},
    file::OpenFile,
    image::LastImage,
    job::call,
    state::State,
};

/// The handle of the connection that writes.
pub(super) struct Writer {
    shared: Arc<Shared>,
    engine: Arc<Engine>,
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
        mark: Option<WriteMark>,
        engine: Arc<Engine>,
    ) -> Self {
        let (commits, last_image) = (engine.counter(), LastImage::default());
        let state = OpenFile { db, schema, baseline, mark, commits, last_image };
        let shared = Arc::new(Shared {
            queue: Mutex::default(),
            left: Mutex::default(),
            readers: Mutex::default(),
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

    /// Runs `work` on a thread of the engine, in the order of the writes.
    pub(super) async fn between_writes<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut OpenFile) -> R + Send + 'static,
    ) -> Result<R, StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.ask(Command::Do(Box::new(move |file| {
            let _ = sender.send(work(file));
        })))?;
        receiver.await.map_err(|_| gone())
    }

    /// Runs `work` on this thread, with the connection that writes, once nobody writes. It waits for that without
    /// holding up the thread.
    pub(super) async fn read<R>(
        &self,
        mut work: impl FnMut(&OpenFile) -> R,
    ) -> Result<R, StoreError> {
        loop {
            if let Some(done) = self.shared.try_read(&mut work) {
                return done;
            }
            let (sender, released) = oneshot::channel();
            lock(&self.shared.readers).push(sender);
            // Who was writing may have passed on before it could see this reader.
            if let Some(done) = self.shared.try_read(&mut work) {
                return done;
            }
            let _ = released.await;
        }
    }

    /// [`read`](Self::read) for what cannot wait otherwise: this thread waits until nobody writes.
    pub(super) fn read_now<R>(&self, work: impl FnOnce(&OpenFile) -> R) -> Result<R, StoreError> {
        let _release = Release(&self.shared);
        lock(&self.shared.state).as_ref().map(work).ok_or_else(gone)
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

    /// Has what waits committed and the connection closed, and does not wait for it.
    pub(super) fn stop_later(&self) {
        let (sender, _) = mpsc::channel();
        // Otherwise it is closed.
        let _ = self.ask(Command::Close(sender));
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

#[cfg(test)]
mod tests;
