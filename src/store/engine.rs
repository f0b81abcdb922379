//! The threads that write what may take long, for all databases of the program.
//!
//! A database has a queue of orders and no thread. While orders wait in it, it is in the list of the
//! engine, whose threads take one order of one database after the other: so a database with much to write
//! does not hold up the others, and a thousand idle databases cost nothing.

use std::{
    collections::VecDeque,
    io,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use tracing::error;

/// Orders that are carried out one after the other.
pub(super) trait Queue: Send + Sync {
    /// Carries out the next order. Whether there are more.
    fn next(self: Arc<Self>) -> bool;
}

/// The threads that write. They end when it is dropped, once all that waits is written.
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// How many threads there are at the most.
    most: usize,
    commits: Arc<Commits>,
}

/// The commits to the databases of a program.
#[derive(Default)]
pub(super) struct Commits {
    commits: AtomicU64,
    writes: AtomicU64,
}

impl Commits {
    /// Counts a commit of so many writes.
    pub(super) fn add(&self, writes: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.writes.fetch_add(writes as u64, Ordering::Relaxed);
    }
}

#[derive(Default)]
struct State {
    /// The queues in which orders wait.
    ready: VecDeque<Arc<dyn Queue>>,
    threads: usize,
    /// How many of them have nothing to do and were not woken yet.
    idle: usize,
    closed: bool,
}

impl Engine {
    /// Starts with one thread; others follow when they are needed, up to one for each processor.
    pub fn start() -> io::Result<Arc<Self>> {
        let most = thread::available_parallelism().map_or(1, NonZero::get);
        let (state, changed, commits) = (Mutex::default(), Condvar::new(), Arc::default());
        let shared = Arc::new(Shared { state, changed, most, commits });
        shared.start_thread(&mut shared.state())?;
        Ok(Arc::new(Self { shared }))
    }

    /// How many commits there were, and how many writes they committed.
    #[must_use]
    pub fn commits(&self) -> (u64, u64) {
        let Commits { commits, writes } = &*self.shared.commits;
        (commits.load(Ordering::Relaxed), writes.load(Ordering::Relaxed))
    }

    /// What counts them.
    pub(super) fn counter(&self) -> Arc<Commits> {
        Arc::clone(&self.shared.commits)
    }

    /// Schedules a queue that had no orders before.
    pub(super) fn add(&self, queue: Arc<dyn Queue>) {
        let mut state = self.shared.state();
        state.ready.push_back(queue);
        if state.idle > 0 {
            state.idle -= 1;
            self.shared.changed.notify_one();
        } else if state.threads < self.shared.most
            && let Err(e) = self.shared.start_thread(&mut state)
        {
            // Those that there are carry it out later.
            error!(error = %e, "cannot start a thread that writes");
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shared.state().closed = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start_thread(self: &Arc<Self>, state: &mut State) -> io::Result<()> {
        let shared = Arc::clone(self);
        thread::Builder::new().name("writer".into()).spawn(move || shared.run())?;
        state.threads += 1;
        Ok(())
    }

    fn run(&self) {
        while let Some(queue) = self.next() {
            let again = Arc::clone(&queue);
            let more = catch_unwind(AssertUnwindSafe(|| queue.next())).unwrap_or_else(|_| {
                error!("an order of a database panicked");
                true
            });
            if more {
                self.state().ready.push_back(again);
            }
        }
    }

    /// The queue whose turn it is; `None` at the end.
    fn next(&self) -> Option<Arc<dyn Queue>> {
        let mut state = self.state();
        let mut waits = false;
        loop {
            if let Some(queue) = state.ready.pop_front() {
                return Some(queue);
            }
            if state.closed {
                return None;
            }
            if !std::mem::replace(&mut waits, true) {
                state.idle += 1;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Orders that are to be let go one by one.
    struct Slow {
        begun: mpsc::Sender<&'static str>,
        go: Mutex<mpsc::Receiver<()>>,
        left: Mutex<usize>,
        name: &'static str,
    }

    impl Queue for Slow {
        fn next(self: Arc<Self>) -> bool {
            self.begun.send(self.name).unwrap();
            self.go.lock().unwrap().recv().unwrap();
            let mut left = self.left.lock().unwrap();
            *left -= 1;
            *left > 0
        }
    }

    #[test]
    fn databases_take_turns() {
        let most = 1;
        let (state, changed, commits) = (Mutex::default(), Condvar::new(), Arc::default());
        let shared = Arc::new(Shared { state, changed, most, commits });
        let engine = Engine { shared };
        let (begun, begins) = mpsc::channel();
        let queue = |name, orders| {
            let (go, wait) = mpsc::channel();
            for _ in 0..orders {
                go.send(()).unwrap();
            }
            let queue = Slow { begun: begun.clone(), go: wait.into(), left: orders.into(), name };
            (Arc::new(queue), go)
        };
        let ((busy, _a), (other, _b)) = (queue("busy", 3), queue("other", 1));
        // Both are there before the one thread is.
        engine.shared.state().ready.extend([busy as Arc<dyn Queue>, other]);
        engine.shared.start_thread(&mut engine.shared.state()).unwrap();
        let order: Vec<_> = begins.iter().take(4).collect();
        assert_eq!(order, ["busy", "other", "busy", "busy"]);
    }

    #[test]
    fn an_engine_that_is_dropped_carries_out_what_waits() {
        let engine = Engine::start().unwrap();
        let (begun, begins) = mpsc::channel();
        let (go, wait) = mpsc::channel();
        let queue = Slow { begun, go: wait.into(), left: 3.into(), name: "x" };
        engine.add(Arc::new(queue));
        drop(engine);
        for _ in 0..3 {
            go.send(()).unwrap();
        }
        assert_eq!(begins.iter().count(), 3);
    }
}
