//! Makes RSA keys on threads of its own, outside of every transaction and of every runtime: a call that
//! waits for one blocks no other, and the program does not wait for a key when it stops.
//!
//! An action asks for a key after all its checks (`Cx::rsa_key`). The first time that is an error which undoes the
//! work; the key is made from a seed of the world's randomness, and the work runs anew with it. At most 64 calls wait
//! for a thread; one more is answered `ServiceUnavailable`, and a stop answers all that wait in the same way.

use crate::random::{self, Seed};
use std::{
    collections::VecDeque,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};

use actions::{
    ApiError,
    core::error::SERVICE_UNAVAILABLE,
    ports::keys::KeyNeeded,
    x509::{self, PrivateKey},
};
use tokio::sync::oneshot;
use tracing::error;

/// How many keys may wait to be made for calls; one more is refused.
const WAITING: usize = 64;

/// What makes a key.
pub type Maker = dyn Fn(KeyNeeded, Seed) -> x509::Result<PrivateKey> + Send + Sync;

/// The key, or why it cannot be made; `None` if the pool was closed before.
type Made = Option<x509::Result<PrivateKey>>;

type Reply = Box<dyn FnOnce(Made) + Send>;

/// As many threads as there are processors, at the most; each lives while there are keys to be made.
pub struct KeyPool {
    shared: Arc<Shared>,
}

struct Shared {
    maker: Box<Maker>,
    /// How many there may be; asked of the system when the first key is made.
    threads: OnceLock<usize>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Order>,
    /// The recipients of keys that are being made, by the number of the order.
    making: Vec<(u64, Reply)>,
    /// How many orders there were.
    orders: u64,
    closed: bool,
}

struct Order {
    needed: KeyNeeded,
    seed: Seed,
    sender: Reply,
}

impl Default for KeyPool {
    fn default() -> Self {
        Self::of(OnceLock::new(), |needed, seed| needed.make(&mut random::seeded(seed)))
    }
}

impl KeyPool {
    /// A pool of so many threads, with another way to make keys.
    pub fn new(
        threads: usize,
        maker: impl Fn(KeyNeeded, Seed) -> x509::Result<PrivateKey> + Send + Sync + 'static,
    ) -> Self {
        Self::of(threads.into(), maker)
    }

    fn of(
        threads: OnceLock<usize>,
        maker: impl Fn(KeyNeeded, Seed) -> x509::Result<PrivateKey> + Send + Sync + 'static,
    ) -> Self {
        let (maker, state) = (Box::new(maker), Mutex::default());
        Self { shared: Arc::new(Shared { maker, threads, state }) }
    }

    /// Makes a key for a call. An error if too many wait already, or the program ends.
    pub(crate) async fn make(
        &self,
        needed: KeyNeeded,
        seed: Seed,
    ) -> Result<x509::Result<PrivateKey>, ApiError> {
        let (sender, receiver) = oneshot::channel();
        {
            let mut state = self.shared.state();
            if state.waiting.len() >= WAITING {
                return Err(SERVICE_UNAVAILABLE.into());
            }
            let sender: Reply = Box::new(move |made| drop(sender.send(made)));
            state.waiting.push_back(Order { needed, seed, sender });
        }
        self.shared.start();
        receiver.await.ok().flatten().ok_or_else(|| SERVICE_UNAVAILABLE.into())
    }

    /// Makes a key for due work, before those that wait, and passes it to `tell`; `None` if the program ends.
    pub(crate) fn make_first(
        &self,
        needed: KeyNeeded,
        seed: Seed,
        sender: impl FnOnce(Made) + Send + 'static,
    ) {
        let order = Order { needed, seed, sender: Box::new(sender) };
        self.shared.state().waiting.push_front(order);
        self.shared.start();
    }

    /// Whether no more keys are made.
    pub(crate) fn is_closed(&self) -> bool {
        self.shared.state().closed
    }

    /// Makes no more keys; calls that wait for one are answered with an error.
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
            let waiting = std::mem::take(&mut state.waiting).into_iter().map(|it| it.sender);
            let all: Vec<Reply> = waiting
                .chain(std::mem::take(&mut state.making).into_iter().map(|it| it.1))
                .collect();
            drop(state);
            return all.into_iter().for_each(|sender| sender(None));
        }
        let most = || thread::available_parallelism().map_or(1, NonZero::get);
        if state.making.len() >= *self.threads.get_or_init(most) {
            return; // the next of them that is free takes it
        }
        let Some(order) = state.waiting.pop_front() else { return };
        let (number, needed, seed) = (state.begin(order.sender), order.needed, order.seed);
        drop(state);
        let shared = Arc::clone(self);
        let started = thread::Builder::new()
            .name("keys".into())
            .spawn(move || shared.run(number, needed, seed));
        if let Err(e) = started {
            error!(error = %e, "cannot start a thread that makes keys");
            let sender = self.state().end(number);
            if let Some(sender) = sender {
                sender(Some(Err(x509::Error::Operation)));
            }
        }
    }

    /// Makes keys until none waits.
    fn run(&self, mut number: u64, mut needed: KeyNeeded, mut seed: Seed) {
        loop {
            let made = catch_unwind(AssertUnwindSafe(|| (self.maker)(needed, seed)))
                .unwrap_or(Err(x509::Error::Operation));
            let (sender, next) = {
                let mut state = self.state();
                let sender = state.end(number);
                let next = state.waiting.pop_front();
                (sender, next.map(|it| (state.begin(it.sender), it.needed, it.seed)))
            };
            if let Some(sender) = sender {
                sender(Some(made));
            }
            let Some(next) = next else { return };
            (number, needed, seed) = next;
        }
    }
}

impl State {
    fn begin(&mut self, sender: Reply) -> u64 {
        self.orders += 1;
        self.making.push((self.orders, sender));
        self.orders
    }

    fn end(&mut self, number: u64) -> Option<Reply> {
        let at = self.making.iter().position(|(of, _)| *of == number)?;
        Some(self.making.swap_remove(at).1)
    }
}

#[cfg(test)]
mod tests;
