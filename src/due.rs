//! Carries out due work: before each call, when the clock is moved, and as time passes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use actions::{
    ApiError, Authority, Caller, Cx, PRODUCTS, Principal, Product,
    due::{self, Alarm, Piece},
    store::{StoreError, Tx},
};
use tokio::{sync::Notify, time};
use tracing::error;

use crate::world::World;

/// How many pieces are carried out before other calls get their turn.
const BATCH: usize = 64;
/// How long to wait after the database has refused.
const PAUSE: Duration = Duration::from_secs(1);

/// Nobody has looked into the table yet.
const UNKNOWN: i64 = i64::MIN;
/// The table is empty.
const NEVER: i64 = i64::MAX;

/// When the next work of a world is due.
///
/// It is lowered when work is queued, and raised where due work is done only, after a look into the
/// table and the commit of what was done; so it is never later than what anybody can read.
pub struct Agenda {
    next: AtomicI64,
    /// How often it was lowered. What was seen before the last time does not raise it.
    lowered: Mutex<u64>,
    changed: Notify,
    products: &'static [&'static Product],
}

impl Agenda {
    pub(crate) fn new(products: &'static [&'static Product]) -> Self {
        let (next, lowered) = (UNKNOWN.into(), Mutex::default());
        Self { next, lowered, changed: Notify::new(), products }
    }

    /// Looks again, before the next call.
    pub(crate) fn forget(&self) {
        self.set(UNKNOWN);
    }

    fn lowered(&self) -> MutexGuard<'_, u64> {
        self.lowered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts it to what was seen, unless there may be more by now.
    fn raise(&self, seen: &Seen) {
        let lowered = self.lowered();
        if *lowered == seen.lowered {
            self.next.store(seen.next, Ordering::Release);
        }
    }

    /// Before anybody can write.
    pub(crate) fn start(&self, next: Option<i64>) {
        self.next.store(next.unwrap_or(NEVER), Ordering::Release);
    }
}

impl Default for Agenda {
    fn default() -> Self {
        Self::new(PRODUCTS)
    }
}

impl Alarm for Agenda {
    fn set(&self, at: i64) {
        let mut lowered = self.lowered();
        *lowered += 1;
        if self.next.fetch_min(at, Ordering::AcqRel) > at {
            self.changed.notify_one();
        }
    }
}

/// What a look into the table showed.
struct Seen {
    next: i64,
    /// How often the agenda had been lowered until then.
    lowered: u64,
}

/// Carries out all that is due by now. Costs one comparison if nothing is.
pub async fn catch_up(world: &Arc<World>) {
    let next = world.agenda.next.load(Ordering::Acquire);
    if next != NEVER && next <= world.clock.now() {
        // The rare case, kept out of the future of every call.
        Box::pin(carry_out(world)).await;
    }
}

/// Whether the database went along.
async fn carry_out(world: &Arc<World>) -> bool {
    let now = world.clock.now();
    while world.agenda.next.load(Ordering::Acquire) <= now {
        let inside = Arc::clone(world);
        match world.store.write_apart(move |tx| batch(&inside, tx, now)).await {
            // Not before the commit: until then a call that reads has to wait.
            Ok(seen) => world.agenda.raise(&seen),
            Err(e) => {
                world.agenda.forget();
                error!(error = %e, "cannot carry out due work");
                return false;
            }
        }
    }
    true
}

/// Tells the clock's watcher that the clock has moved, and carries out what is due by now.
pub async fn clock_moved(world: &Arc<World>) {
    world.agenda.changed.notify_one();
    catch_up(world).await;
}

/// Carries out work as time passes. Never ends.
pub async fn watch(world: Arc<World>) {
    loop {
        let next = world.agenda.next.load(Ordering::Acquire);
        let wait = match next.saturating_sub(world.clock.now()) {
            _ if next == NEVER => None,
            ..=0 => Some(Duration::ZERO),
            _ if world.clock.is_frozen() => None,
            left => Some(Duration::from_millis(left.unsigned_abs())),
        };
        match wait {
            Some(Duration::ZERO) => {
                if !carry_out(&world).await {
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

/// Carries out the first pieces, on the thread that writes, and looks when the next is due.
fn batch(world: &World, tx: &mut dyn Tx, now: i64) -> Result<Seen, StoreError> {
    for _ in 0..BATCH {
        let Some(piece) = due::take(tx, now)? else { break };
        // What fails is undone alone. Both databases read these words alike.
        tx.execute("SAVEPOINT piece", &[])?;
        let done = catch_unwind(AssertUnwindSafe(|| one(world, tx, &piece)))
            .unwrap_or_else(|_| Err(ApiError::internal("it panicked")));
        if let Err(e) = done {
            tx.execute("ROLLBACK TO piece", &[])?;
            let (product, kind, subject) = (&piece.product, &piece.kind, &piece.subject);
            error!(product, kind, subject, error = %e, cause = ?e.cause, "due work failed");
        }
        tx.execute("RELEASE piece", &[])?;
    }
    Ok(Seen { next: due::next(tx)?.unwrap_or(NEVER), lowered: *world.agenda.lowered() })
}

fn one(world: &World, tx: &mut dyn Tx, piece: &Piece) -> Result<(), ApiError> {
    let product = world
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
    let mut cx = Cx {
        product: product.id,
        caller: &caller,
        region: &piece.region,
        now: piece.at,
        random: &mut world.random(),
        alarm: &world.agenda,
        authority: Authority::CLOUD,
        keeper: world,
        tx,
    };
    (work.carry_out)(&mut cx, &piece.subject)
}

#[cfg(test)]
mod tests {
    use actions::{
        Style,
        due::Work,
        outbox::{self, Channel, Message},
    };

    use super::*;
    use crate::{
        store::{Durability, Store},
        world::Keys,
    };

    const START: i64 = 1_767_225_600_000;

    fn tell(cx: &mut Cx<'_>, subject: &str) -> Result<(), ApiError> {
        let (account, late) = (cx.account().to_owned(), cx.now - START);
        let body = format!("{subject} of {account} in {} at +{late}", cx.region);
        cx.notify(&Message {
            channel: Channel::Mail,
            to: "x",
            subject: "",
            body: &body,
            link: None,
        })
    }

    static ALL: &[&Product] = &[&TEST];
    static TEST: Product = Product {
        id: "test",
        code: "test",
        version: "",
        style: Style::Rpc,
        ram: "test",
        arn: None,
        wording: |_| ApiError::new(400, "", ""),
        success: "",
        failure: |_, _| {},
        own: actions::nothing_own,
        resolve: actions::nothing_resolved,
        denied: |_| ApiError::new(403, "", ""),
        governs: false,
        long: false,
        schema: &[],
        links: &[],
        due: &[
            Work { kind: "tell", carry_out: tell },
            Work {
                kind: "fail",
                carry_out: |cx, subject| {
                    tell(cx, subject)?;
                    Err(ApiError::new(500, "x", "x"))
                },
            },
            Work {
                kind: "panic",
                carry_out: |cx, subject| {
                    tell(cx, subject)?;
                    panic!("of a test")
                },
            },
            Work {
                kind: "count",
                carry_out: |cx, subject| {
                    tell(cx, subject)?;
                    match subject.parse::<i64>() {
                        Ok(n) if n > 0 => cx.later(cx.now + 500, "count", &(n - 1).to_string()),
                        _ => Ok(()),
                    }
                },
            },
        ],
        actions: &[],
    };

    fn world(data: &str, frozen: Option<i64>) -> Arc<World> {
        let store = Store::open(data, Durability::Process).unwrap();
        let mut world = World::new(store, Keys::default(), frozen, Some(1));
        let next = world.agenda.next.load(Ordering::Acquire);
        world.agenda = Agenda::new(ALL);
        world.agenda.next = next.into();
        Arc::new(world)
    }

    async fn queue(world: &Arc<World>, all: &'static [(i64, &'static str, &'static str)]) {
        let inside = Arc::clone(world);
        let done: Result<(), ApiError> = world
            .store
            .write(move |tx| {
                let caller = Caller {
                    account: "1".into(),
                    principal: Principal::Root,
                    access_key: String::new(),
                };
                let mut cx = Cx {
                    product: "test",
                    caller: &caller,
                    region: "r",
                    now: inside.clock.now(),
                    random: &mut inside.random(),
                    alarm: &inside.agenda,
                    authority: Authority::CLOUD,
                    keeper: &*inside,
                    tx,
                };
                all.iter().try_for_each(|(after, kind, subject)| match *kind {
                    "call off" => cx.call_off("tell", subject),
                    kind => cx.later(cx.now + after, kind, subject),
                })
            })
            .await;
        done.unwrap();
    }

    fn told(world: &World) -> Vec<String> {
        let sent: Result<_, StoreError> = world.store.read(|tx| outbox::list(tx, None, 1000));
        sent.unwrap().into_iter().map(|m| m.body).collect()
    }

    #[tokio::test]
    async fn a_moved_clock_carries_out_in_order_each_at_its_time() {
        let world = world(":memory:", Some(START));
        let all: &[_] = &[
            (3000, "tell", "c"),
            (1000, "tell", "a"),
            (1000, "tell", "b"),
            (800, "count", "2"),
            (9000, "tell", "later"),
        ];
        queue(&world, all).await;
        catch_up(&world).await;
        assert_eq!(told(&world), Vec::<String>::new(), "nothing is due");
        world.clock.set(START + 5000);
        clock_moved(&world).await;
        let want = [
            "2 of 1 in r at +800",
            "a of 1 in r at +1000",
            "b of 1 in r at +1000",
            "1 of 1 in r at +1300",
            "0 of 1 in r at +1800",
            "c of 1 in r at +3000",
        ];
        assert_eq!(told(&world), want);
        clock_moved(&world).await;
        assert_eq!(told(&world).len(), want.len(), "each once");
        world.clock.set(START + 9000);
        clock_moved(&world).await;
        assert_eq!(told(&world).last().unwrap(), "later of 1 in r at +9000");
    }

    #[tokio::test]
    async fn what_fails_is_undone_and_dropped() {
        let world = world(":memory:", Some(START));
        let all: &[_] = &[
            (0, "tell", "a"),
            (0, "fail", "b"),
            (0, "panic", "c"),
            (0, "unheard", "d"),
            (0, "tell", "e"),
        ];
        queue(&world, all).await;
        catch_up(&world).await;
        assert_eq!(told(&world), ["a of 1 in r at +0", "e of 1 in r at +0"]);
        let left: Result<_, StoreError> = world.store.read(due::next);
        assert_eq!(left.unwrap(), None);
        assert_eq!(world.agenda.next.load(Ordering::Acquire), NEVER);
    }

    #[tokio::test]
    async fn more_than_a_batch_is_carried_out_at_once() {
        let world = world(":memory:", Some(START));
        queue(&world, &[(0, "count", "200")]).await;
        world.clock.advance(500 * 200);
        catch_up(&world).await;
        assert_eq!(told(&world).len(), 201);
    }

    #[tokio::test]
    async fn what_is_not_committed_is_still_due() {
        let world = world(":memory:", Some(START));
        queue(&world, &[(0, "tell", "a")]).await;
        let inside = Arc::clone(&world);
        let seen = world.store.write_apart(move |tx| {
            let seen = batch(&inside, tx, START)?;
            assert_eq!(inside.agenda.next.load(Ordering::Acquire), START, "calls wait");
            Ok::<_, StoreError>(seen)
        });
        let seen = seen.await.unwrap();
        queue(&world, &[(7, "tell", "b")]).await;
        world.agenda.raise(&seen);
        let next = || world.agenda.next.load(Ordering::Acquire);
        assert_eq!(next(), START, "what was queued meanwhile is not lost");
        catch_up(&world).await;
        assert_eq!(next(), START + 7);
    }

    #[tokio::test]
    async fn work_can_be_called_off() {
        let world = world(":memory:", Some(START));
        let all: &[_] = &[(10, "tell", "a"), (10, "tell", "b"), (0, "call off", "a")];
        queue(&world, all).await;
        world.clock.advance(10);
        catch_up(&world).await;
        assert_eq!(told(&world), ["b of 1 in r at +10"]);
    }

    #[tokio::test]
    async fn a_reset_clears_it() {
        let world = world(":memory:", Some(START));
        queue(&world, &[(10, "tell", "a")]).await;
        world.reset().await.unwrap();
        world.clock.advance(10);
        catch_up(&world).await;
        assert_eq!(told(&world), Vec::<String>::new());
        queue(&world, &[(10, "tell", "b")]).await;
        world.clock.advance(10);
        catch_up(&world).await;
        assert_eq!(told(&world), ["b of 1 in r at +20"]);
    }

    #[tokio::test]
    async fn it_survives_a_restart_and_a_reset_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("x.db").display().to_string();
        let first = world(&data, Some(START));
        queue(&first, &[(10, "tell", "a"), (5000, "tell", "b")]).await;
        first.store.close();
        drop(first);
        let second = world(&data, Some(START + 1000));
        catch_up(&second).await;
        assert_eq!(told(&second), ["a of 1 in r at +10"]);
        second.reset().await.unwrap();
        assert_eq!(told(&second), Vec::<String>::new(), "as at the start");
        second.clock.set(START + 5000);
        catch_up(&second).await;
        assert_eq!(told(&second), ["a of 1 in r at +10", "b of 1 in r at +5000"]);
    }

    #[tokio::test]
    async fn time_that_passes_carries_it_out() {
        let world = world(":memory:", None);
        let watch = tokio::spawn(watch(Arc::clone(&world)));
        time::sleep(Duration::from_millis(5)).await;
        queue(&world, &[(60_000, "tell", "not yet"), (20, "tell", "a")]).await;
        let mut waited = 0;
        while told(&world).is_empty() && waited < 500 {
            time::sleep(Duration::from_millis(10)).await;
            waited += 1;
        }
        assert_eq!(told(&world).len(), 1);
        // Frozen, it waits for the clock to be moved; the watcher is told.
        world.clock.freeze(world.clock.now() + 60_000);
        world.agenda.changed.notify_one();
        waited = 0;
        while told(&world).len() < 2 && waited < 500 {
            time::sleep(Duration::from_millis(10)).await;
            waited += 1;
        }
        assert_eq!(told(&world).len(), 2);
        watch.abort();
    }
}
