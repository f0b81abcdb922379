//! Makes RSA keys on threads of its own, outside of every transaction and of every runtime: whoever waits
//! for one holds up nobody, and the end of the program does not wait for a key that is being made.

use crate::{
    random::{self, Seed},
    world::World,
};
use std::{
    collections::VecDeque,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use actions::{
    ApiError, Fault,
    ports::{
        keys::{AsksForKey, KeyNeeded, Keys},
        store::{StoreError, Tx},
    },
    x509::{self, PrivateKey},
};
use tokio::sync::oneshot;
use tracing::error;

/// How many keys may wait to be made for calls; one more is refused.
const WAITING: usize = 64;
/// How many keys one call may ask for.
const FOR_ONE_CALL: usize = 16;

/// The gateway's text (protocol.md 4.1, `ServiceUnavailable`).
pub(super) const UNAVAILABLE: Fault = Fault {
    status: 503,
    code: "ServiceUnavailable",
    message: "The request has failed due to a temporary failure of the server.",
};

/// What makes a key.
pub type Maker = dyn Fn(KeyNeeded, Seed) -> x509::Result<PrivateKey> + Send + Sync;

/// What came of making a key; `None` if the pool was closed before.
type Made = Option<x509::Result<PrivateKey>>;

type Tell = Box<dyn FnOnce(Made) + Send>;

/// As many threads as there are processors, at the most; each lives while there are keys to be made.
pub struct KeyPool {
    shared: Arc<Shared>,
}

struct Shared {
    maker: Box<Maker>,
    threads: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Order>,
    /// Whoever waits for a key that is being made, by the number of the order.
    making: Vec<(u64, Tell)>,
    /// How many orders there were.
    orders: u64,
    closed: bool,
}

struct Order {
    needed: KeyNeeded,
    seed: Seed,
    tell: Tell,
}

impl Default for KeyPool {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        Self::new(threads, |needed, seed| needed.make(&mut random::seeded(seed)))
    }
}

impl KeyPool {
    /// A pool of so many threads, with another way to make keys.
    pub fn new(
        threads: usize,
        maker: impl Fn(KeyNeeded, Seed) -> x509::Result<PrivateKey> + Send + Sync + 'static,
    ) -> Self {
        let (maker, state) = (Box::new(maker), Mutex::default());
        Self { shared: Arc::new(Shared { maker, threads, state }) }
    }

    /// Makes a key for a call. An error if too many wait already, or the program ends.
    async fn make(
        &self,
        needed: KeyNeeded,
        seed: Seed,
    ) -> Result<x509::Result<PrivateKey>, ApiError> {
        let (tell, told) = oneshot::channel();
        {
            let mut state = self.shared.state();
            if state.waiting.len() >= WAITING {
                return Err(UNAVAILABLE.into());
            }
            let tell: Tell = Box::new(move |made| drop(tell.send(made)));
            state.waiting.push_back(Order { needed, seed, tell });
        }
        self.shared.start();
        told.await.ok().flatten().ok_or_else(|| UNAVAILABLE.into())
    }

    /// Makes a key for due work, before those that wait, and tells when it is made; `None` if the program ends.
    pub(crate) fn make_first(
        &self,
        needed: KeyNeeded,
        seed: Seed,
        tell: impl FnOnce(Made) + Send + 'static,
    ) {
        let order = Order { needed, seed, tell: Box::new(tell) };
        self.shared.state().waiting.push_front(order);
        self.shared.start();
    }

    /// Whether no more keys are made.
    pub(crate) fn is_closed(&self) -> bool {
        self.shared.state().closed
    }

    /// Makes no more keys, and tells so whoever waits for one.
    pub fn close(&self) {
        self.shared.state().closed = true;
        self.shared.start();
    }
}

impl Drop for KeyPool {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a thread, if there is something for it to do.
    fn start(self: &Arc<Self>) {
        let mut state = self.state();
        if state.closed {
            let waiting = std::mem::take(&mut state.waiting).into_iter().map(|it| it.tell);
            let all: Vec<Tell> = waiting
                .chain(std::mem::take(&mut state.making).into_iter().map(|it| it.1))
                .collect();
            drop(state);
            return all.into_iter().for_each(|tell| tell(None));
        }
        if state.making.len() >= self.threads {
            return; // the next of them that is free takes it
        }
        let Some(order) = state.waiting.pop_front() else { return };
        let (number, needed, seed) = (state.begin(order.tell), order.needed, order.seed);
        drop(state);
        let shared = Arc::clone(self);
        let started = thread::Builder::new()
            .name("keys".into())
            .spawn(move || shared.run(number, needed, seed));
        if let Err(e) = started {
            error!(error = %e, "cannot start a thread that makes keys");
            let tell = self.state().end(number);
            if let Some(tell) = tell {
                tell(Some(Err(x509::Error::Operation)));
            }
        }
    }

    /// Makes keys until none waits.
    fn run(&self, mut number: u64, mut needed: KeyNeeded, mut seed: Seed) {
        loop {
            let made = catch_unwind(AssertUnwindSafe(|| (self.maker)(needed, seed)))
                .unwrap_or(Err(x509::Error::Operation));
            let (tell, next) = {
                let mut state = self.state();
                let tell = state.end(number);
                let next = state.waiting.pop_front();
                (tell, next.map(|it| (state.begin(it.tell), it.needed, it.seed)))
            };
            if let Some(tell) = tell {
                tell(Some(made));
            }
            let Some(next) = next else { return };
            (number, needed, seed) = next;
        }
    }
}

impl State {
    fn begin(&mut self, tell: Tell) -> u64 {
        self.orders += 1;
        self.making.push((self.orders, tell));
        self.orders
    }

    fn end(&mut self, number: u64) -> Option<Tell> {
        let at = self.making.iter().position(|(of, _)| *of == number)?;
        Some(self.making.swap_remove(at).1)
    }
}

impl World {
    /// Runs `work` in a write transaction. If it asks for a key, or for a document to be read, it is undone, that
    /// is done meanwhile outside of it, and it runs anew.
    ///
    /// `apart`: see [`write_apart`](crate::store::Store::write_apart).
    pub(crate) async fn write<T, E>(
        &self,
        apart: bool,
        work: impl FnMut(&mut dyn Tx, Keys) -> Result<T, E> + Clone + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: AsksForKey + From<ApiError> + From<StoreError> + Send + 'static,
    {
        let mut keys = Keys::default();
        loop {
            let (mut work, given) = (work.clone(), keys.clone());
            let work = move |tx: &mut dyn Tx| work(tx, given.clone());
            let done = if apart {
                self.store.write_apart(work).await
            } else {
                self.store.write(work).await
            };
            // Both are rare, and kept out of the future of every call.
            let asked = done.as_ref().err().filter(|_| keys.count() < FOR_ONE_CALL);
            if let Some(reading) = asked.and_then(AsksForKey::reading_needed) {
                let read = Box::pin(self.read_document(reading.clone())).await?;
                keys.add_read(reading, read);
            } else if let Some(needed) = asked.and_then(AsksForKey::key_needed) {
                keys.add(needed, Box::pin(self.key_pool.make(needed, self.seed())).await?);
            } else {
                return done;
            }
        }
    }
}

#[cfg(test)]
mod tests;
