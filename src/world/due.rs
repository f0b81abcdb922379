//! Runs due work: before each call, when the clock is moved, and as time passes.
//!
//! A piece that needs a key is undone and stays the first of the table while the key is made, outside of
//! the transaction. Calls that depend on its outcome wait for it; others do not.
//!
//! Work runs in the order of its time, each piece in savepoints of its own on a thread of the engine, with `cx.now`
//! the time that it was due at, however late it is. What fails is undone, logged and not tried again. The agenda
//! knows when the next piece is due; while that is not yet, it costs a call one comparison. A stop leaves in the
//! table what has not run, for the next start.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use actions::{
    ApiError, Authority, Caller, Effects, PRODUCTS, Principal, Product,
    ports::{
        due::{self, QueuedWork},
        keys::{KeyNeeded, Keys, NeedsPreparation},
        store::{StoreError, Tx},
    },
};
use tokio::{
    sync::{Notify, watch},
    time::{self, Instant},
};
use tracing::error;

use crate::{
    random::{Seed, Start},
    world::{World, transaction::Transaction},
};

/// How many pieces are run before other calls get their turn.
const BATCH: usize = 64;
/// How long to wait after the database has refused.
const PAUSE: Duration = Duration::from_secs(1);
/// For how long a call waits for the keys of due work. After that it sees a state that is out of date.
const KEY_TIMEOUT: Duration = Duration::from_secs(10);
/// How many keys one piece may ask for.
const MAX_KEYS_PER_PIECE: usize = 16;

/// The table has not been read yet.
const UNKNOWN: i64 = i64::MIN;
/// The table is empty.
const NEVER: i64 = i64::MAX;

/// When the next work of a world is due.
///
/// It is lowered when work is queued. Only the code that runs due work raises it, after it has read the table and
/// committed; so it is never later than what a transaction can read.
pub struct Agenda {
    next: AtomicI64,
    /// How often it was lowered. What was seen before the last time does not raise it.
    lowered: Mutex<u64>,
    changed: Notify,
    key_wait: watch::Sender<KeyWait>,
    /// Where the random bytes of the piece of this number begin, the last that was run: if it waits for a key, it is run
    /// again.
    last: Mutex<(i64, Start)>,
    products: &'static [&'static Product],
}

/// The key that due work waits for.
#[derive(Default)]
struct KeyWait {
    /// The product and the owner of the piece whose key is being made.
    by: Option<(String, String)>,
    /// The keys that were made for the piece of this number.
    ready: Option<(i64, Keys)>,
}

/// For which due work a call waits while a key for it is made. Work that needs no key is run in any case.
#[derive(Clone, Copy, Debug)]
pub enum WaitFor<'a> {
    /// For that of a product and an account: the call may depend on it.
    Of(&'a str, &'a str),
    /// For all.
    Everything,
    /// For all, however long it takes.
    Always,
}

impl Agenda {
    pub(crate) fn new(products: &'static [&'static Product]) -> Self {
        let (next, lowered) = (UNKNOWN.into(), Mutex::default());
        let (key_wait, last) = (watch::Sender::default(), Mutex::default());
        Self { next, lowered, changed: Notify::new(), key_wait, last, products }
    }

    /// Has the table read again before the next call.
    pub(crate) fn forget(&self) {
        self.key_wait.send_modify(|key_wait| key_wait.ready = None);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Default::default();
        self.lower(UNKNOWN);
    }

    /// Where the random bytes of this piece begin.
    fn start(&self, seq: i64) -> Start {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != seq {
            *last = (seq, Start::default());
        }
        last.1.clone()
    }

    /// The keys that were made for this piece.
    fn keys(&self, seq: i64) -> Keys {
        let key_wait = self.key_wait.borrow();
        key_wait
            .ready
            .as_ref()
            .filter(|(of, _)| *of == seq)
            .map(|it| it.1.clone())
            .unwrap_or_default()
    }

    /// Waits until no key is being made. Whether the caller is to go on; not if what holds up due work does
    /// not concern it, or if it has waited for too long.
    async fn released(&self, waits: WaitFor<'_>, until: Instant) -> bool {
        let concerns = |key_wait: &KeyWait| match (&key_wait.by, waits) {
            // Work that belongs to no account concerns all.
            (Some((product, owner)), WaitFor::Of(p, a)) => {
                product == p && (owner.is_empty() || owner == a)
            }
            _ => true,
        };
        if !concerns(&self.key_wait.borrow()) {
            return false;
        }
        let mut notified = self.key_wait.subscribe();
        let released = notified.wait_for(|key_wait| key_wait.by.is_none() || !concerns(key_wait));
        match waits {
            WaitFor::Always => drop(released.await),
            _ => drop(time::timeout_at(until, released).await),
        }
        self.key_wait.borrow().by.is_none()
    }

    fn lowered(&self) -> MutexGuard<'_, u64> {
        self.lowered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets it to what was read, unless work was queued since.
    fn raise(&self, seen: &NextDue) {
        let lowered = self.lowered();
        if *lowered == seen.lowered {
            self.next.store(seen.next, Ordering::Release);
        }
    }

    /// Before anybody can write.
    pub(crate) fn begin(&self, next: Option<i64>) {
        self.next.store(next.unwrap_or(NEVER), Ordering::Release);
    }
}

impl Default for Agenda {
    fn default() -> Self {
        Self::new(PRODUCTS)
    }
}

impl Agenda {
    /// Has those who wait for the next piece look again.
    pub(crate) fn look(&self) {
        self.changed.notify_one();
    }

    /// Another process says that there is work due at `at`.
    pub(crate) fn heard(&self, at: i64) {
        if self.next.load(Ordering::Acquire) > at {
            self.lower(at);
        }
    }

    /// There is work due at `at`.
    pub(crate) fn lower(&self, at: i64) {
        let mut lowered = self.lowered();
        *lowered += 1;
        if self.next.fetch_min(at, Ordering::AcqRel) > at {
            self.changed.notify_one();
        }
    }
}

/// What was read from the table.
struct NextDue {
    next: i64,
    /// How often the agenda had been lowered until then.
    lowered: u64,
}

/// Runs all work that is due by now. Costs one comparison if there is none.
pub async fn catch_up(world: &Arc<World>, waits: WaitFor<'_>) {
    let next = world.agenda.next.load(Ordering::Acquire);
    if next != NEVER && next <= world.clock.now() {
        // Where ids are drawn from a seed, calls and due work draw them in one order: that of the calls.
        let waits = if world.settings.seed.is_some() { WaitFor::Always } else { waits };
        // The rare case, kept out of the future of every call.
        Box::pin(run_due(world, waits)).await;
    }
}

/// Whether more can be run: not if the database refuses, or no more keys are made.
async fn run_due(world: &Arc<World>, waits: WaitFor<'_>) -> bool {
    let begun = world.clock.now();
    // What is due after the clock was moved back meanwhile is not due yet.
    let due = move |world: &World| begun.min(world.clock.now());
    let until = Instant::now() + KEY_TIMEOUT;
    while world.agenda.next.load(Ordering::Acquire) <= due(world) {
        if !world.agenda.released(waits, until).await {
            return true;
        }
        let inside = Arc::clone(world);
        let work = move |tx: &mut dyn Tx| {
            let done = batch(&inside, tx, due(&inside))?;
            inside.note_changes(tx, &done.effects)?;
            Ok::<_, StoreError>(done)
        };
        let there = Arc::clone(world);
        let after = move |done: &Batch| {
            there.metrics.due_work.fetch_add(done.run, Ordering::Relaxed);
            there.apply(&done.effects);
        };
        match world.database.write_apart(work, after).await {
            Ok(Batch { seen, key_request, .. }) => {
                // Not before the commit: until then a call that reads has to wait.
                world.agenda.raise(&seen);
                if key_request.is_some_and(|key_request| !make_key(world, key_request)) {
                    return false;
                }
            }
            Err(e) => {
                world.agenda.forget();
                error!(error = %e, "cannot run due work");
                return false;
            }
        }
    }
    true
}

/// Has a key made for a piece, unless one is being made. Whether keys are still made.
fn make_key(world: &Arc<World>, key_request: KeyRequest) -> bool {
    if world.key_pool.is_closed() {
        return false;
    }
    let KeyRequest { piece, needed, had, seed } = key_request;
    let seq = piece.seq;
    let begins = world.agenda.key_wait.send_if_modified(|key_wait| {
        let made =
            key_wait.ready.as_ref().is_some_and(|(of, keys)| *of == seq && keys.count() > had);
        let begins = key_wait.by.is_none() && !made;
        if begins {
            key_wait.by = Some((piece.product, piece.account));
        }
        begins
    });
    if begins {
        let there = Arc::downgrade(world);
        world.key_pool.make_first(needed, seed, move |made| {
            let Some(world) = there.upgrade() else { return };
            world.agenda.key_wait.send_modify(|key_wait| {
                key_wait.by = None;
                // Where no more keys are made, the piece stays in the table.
                let Some(made) = made else { return };
                let others = key_wait.ready.take().filter(|(of, _)| *of == seq);
                let mut keys = others.map(|it| it.1).unwrap_or_default();
                keys.add(needed, made);
                key_wait.ready = Some((seq, keys));
            });
        });
    }
    true
}

/// Notifies the task that watches the clock that it has moved, and runs what is due by now, however long its keys
/// take.
pub async fn clock_moved(world: &Arc<World>) {
    world.agenda.look();
    world.outbound.look();
    catch_up(world, WaitFor::Always).await;
}

/// Runs work as time passes. Never ends.
pub async fn watch(world: Arc<World>) {
    loop {
        world.look().await;
        let next = world.agenda.next.load(Ordering::Acquire);
        let wait = if next == NEVER { None } else { world.clock.until(next) };
        match world.until_look(wait) {
            Some(Duration::ZERO) => {
                if !run_due(&world, WaitFor::Always).await {
                    time::sleep(PAUSE).await;
                }
            }
            Some(left) => {
                // Whether it is the time or a change: look again.
                let _ = time::timeout(left, world.agenda.changed.notified()).await;
            }
            None => world.agenda.changed.notified().await,
        }
    }
}

/// A piece that cannot run before a key is made.
struct KeyRequest {
    piece: QueuedWork,
    needed: KeyNeeded,
    /// How many keys it had.
    had: usize,
    /// What the key is made from.
    seed: Seed,
}

/// The result of running some pieces.
struct Batch {
    seen: NextDue,
    key_request: Option<KeyRequest>,
    effects: Effects,
    /// How many pieces were run.
    run: u64,
}

/// Runs the first pieces, on a thread of the engine, up to one that needs a key, and reads when the next is due.
fn batch(world: &World, tx: &mut dyn Tx, now: i64) -> Result<Batch, StoreError> {
    let (mut key_request, mut effects, mut run) = (None, Effects::default(), 0);
    for _ in 0..BATCH {
        let Some(piece) = due::first(tx, now)? else { break };
        let (keys, start) = (world.agenda.keys(piece.seq), world.agenda.start(piece.seq));
        let had = keys.count();
        // What fails is undone alone. Both databases read these words alike.
        tx.execute("SAVEPOINT piece", &[])?;
        due::remove(tx, &piece)?;
        let done = catch_unwind(AssertUnwindSafe(|| {
            let mut transaction = Transaction::begun(world, &mut *tx, keys, start.clone());
            one(&mut transaction, &piece).map(|()| transaction.effects)
        }))
        .unwrap_or_else(|_| Err(ApiError::internal("it panicked")));
        match done {
            Ok(done) => effects.merge(done),
            Err(e) => {
                tx.execute("ROLLBACK TO piece", &[])?;
                if let Some(needed) = e.key_needed().filter(|_| had < MAX_KEYS_PER_PIECE) {
                    tx.execute("RELEASE piece", &[])?;
                    let seed = start.key(&world.random, had);
                    key_request = Some(KeyRequest { piece, needed, had, seed });
                    break;
                }
                due::remove(tx, &piece)?;
                let (product, kind, subject) = (&piece.product, &piece.kind, &piece.subject);
                error!(product, kind, subject, error = %e, cause = ?e.cause, "due work failed");
            }
        }
        tx.execute("RELEASE piece", &[])?;
        run += 1;
    }
    // What the pieces have queued is among what is seen here.
    effects.due = None;
    let next = due::next(tx)?.unwrap_or(NEVER);
    Ok(Batch {
        seen: NextDue { next, lowered: *world.agenda.lowered() },
        key_request,
        effects,
        run,
    })
}

fn one(transaction: &mut Transaction<'_>, piece: &QueuedWork) -> Result<(), ApiError> {
    let product = transaction
        .world
        .agenda
        .products
        .iter()
        .find(|p| p.id == piece.product)
        .ok_or_else(|| ApiError::internal("its product is unknown"))?;
    let work = product
        .due
        .iter()
        .find(|w| w.kind == piece.kind)
        .ok_or_else(|| ApiError::internal("its kind is unknown"))?;
    let caller = Caller {
        account: piece.account.clone(),
        principal: Principal::Anonymous,
        access_key: String::new(),
    };
    let on_behalf = (&caller, &*piece.region);
    let mut cx = transaction.context(product, on_behalf, piece.at, Authority::CLOUD);
    (work.run)(&mut cx, &piece.subject)
}

#[cfg(test)]
mod tests;
