//! The threads that ask the server, each with a connection of its own. Work goes to whichever is free.

use std::{
    collections::VecDeque,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use actions::ports::store::StoreError;
use tokio::sync::oneshot;
use tracing::error;

use crate::store::postgres::connection::Connection;

/// Work that a thread does with its connection.
pub(super) type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Work that waits for a thread. What takes several at a time says how many.
pub(super) trait Waiting: Default + Send + 'static {
    /// What is done at a time.
    type Batch: Send;
    /// The next, if there is any.
    fn take(&mut self) -> Option<Self::Batch>;
    /// Does it.
    fn run(batch: Self::Batch, connection: &mut Connection);
}

/// Jobs, one at a time.
#[derive(Default)]
pub(super) struct Jobs(VecDeque<Job>);

impl Waiting for Jobs {
    type Batch = Job;

    fn take(&mut self) -> Option<Job> {
        self.0.pop_front()
    }

    fn run(job: Job, connection: &mut Connection) {
        job(connection);
    }
}

/// Some threads, and what waits for them.
pub(super) struct Pool<W: Waiting = Jobs> {
    shared: Arc<Shared<W>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared<W> {
    state: Mutex<State<W>>,
    changed: Condvar,
}

struct State<W> {
    waiting: W,
    closed: bool,
}

impl<W> Shared<W> {
    fn state(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Waiting> Pool<W> {
    /// A thread for each of these connections.
    pub(super) fn start(name: &str, connections: Vec<Connection>) -> io::Result<Self> {
        let state = Mutex::new(State { waiting: W::default(), closed: false });
        let shared = Arc::new(Shared { state, changed: Condvar::new() });
        let threads = connections.into_iter().map(|mut connection| {
            let shared = Arc::clone(&shared);
            let run = move || shared.run(&mut connection);
            thread::Builder::new().name(name.to_owned()).spawn(run)
        });
        let threads = Mutex::new(threads.collect::<io::Result<_>>()?);
        Ok(Self { shared, threads })
    }

    /// Has something done; nothing after it was closed.
    pub(super) fn add<T>(&self, add: impl FnOnce(&mut W) -> T) -> Result<T, StoreError> {
        let mut state = self.shared.state();
        if state.closed {
            return Err(gone());
        }
        let added = add(&mut state.waiting);
        drop(state);
        self.shared.changed.notify_one();
        Ok(added)
    }

    /// Does what waits, and ends the threads.
    pub(super) fn close(&self) {
        self.shared.state().closed = true;
        self.shared.changed.notify_all();
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        // The last who held the database may be one of them.
        if threads.iter().any(|it| it.thread().id() == thread::current().id()) {
            return;
        }
        for thread in threads {
            // What it did was caught.
            let _ = thread.join();
        }
    }
}

impl Pool {
    /// Has a job done, and waits for what comes of it without holding up this thread.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let (sender, receiver) = oneshot::channel();
        self.send(move |connection| {
            // The one who asked may have gone.
            let _ = sender.send(job(connection));
        })?;
        receiver.await.map_err(|_| gone())
    }

    /// Has a job done.
    pub(super) fn send(
        &self,
        job: impl FnOnce(&mut Connection) + Send + 'static,
    ) -> Result<(), StoreError> {
        self.add(|jobs| jobs.0.push_back(Box::new(job)))
    }
}

pub(super) fn gone() -> StoreError {
    StoreError::Driver("the database is closed".into())
}

impl<W: Waiting> Shared<W> {
    fn run(&self, connection: &mut Connection) {
        while let Some(batch) = self.next() {
            let done = catch_unwind(AssertUnwindSafe(|| W::run(batch, connection)));
            if done.is_err() {
                error!("work of a database panicked");
                connection.drop_open();
            }
        }
    }

    fn next(&self) -> Option<W::Batch> {
        let mut state = self.state();
        loop {
            if let Some(batch) = state.waiting.take() {
                return Some(batch);
            }
            if state.closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
