//! Due work, of a product of its own.

mod keys;

use std::sync::mpsc;

use actions::{
    Cx,
    ports::{
        due::{About, DueWork, WorkOwner},
        outbox::{self, Channel, Message},
    },
};

use super::*;
use crate::world::{Settings, Threads, key_pool::KeyPool};

const START: i64 = 1_767_225_600_000;
/// Another account than that of the call that queues.
const OTHER: WorkOwner<'static> = WorkOwner { account: "2", region: "q" };

fn notify(cx: &mut Cx<'_>, subject: &str) -> Result<(), ApiError> {
    let (account, late) = (cx.account().to_owned(), cx.now - START);
    let body = format!("{subject} of {account} in {} at +{late}", cx.region);
    cx.notify(&Message::new(Channel::Mail, "x", "", &body))
}

static ALL: &[&Product] = &[&TEST];
static TEST: Product = Product::new("test", "test", "").due(&[
    DueWork { kind: "tell", about: |it| About::new(it, it), run: notify },
    DueWork {
        kind: "fail",
        about: |it| About::new(it, it),
        run: |cx, subject| {
            notify(cx, subject)?;
            Err(ApiError::new(500, "x", "x"))
        },
    },
    DueWork {
        kind: "panic",
        about: |it| About::new(it, it),
        run: |cx, subject| {
            notify(cx, subject)?;
            panic!("of a test")
        },
    },
    DueWork {
        kind: "count",
        about: |it| About::new(it, it),
        run: |cx, subject| {
            notify(cx, subject)?;
            match subject.parse::<i64>() {
                Ok(n) if n > 0 => cx.schedule(cx.now + 500, "count", &(n - 1).to_string()),
                _ => Ok(()),
            }
        },
    },
    DueWork {
        kind: "mebibytes",
        about: |it| About::new(it, it),
        run: |cx, subject| {
            let text = "x".repeat(subject.parse::<usize>().unwrap_or_default() << 20);
            cx.notify(&Message::new(Channel::Mail, "x", "", &text))
        },
    },
    DueWork {
        kind: "key",
        about: |it| About::new(it, it),
        run: |cx, subject| {
            notify(cx, subject)?;
            cx.rsa_key(512).map(drop)
        },
    },
]);

fn world(data: &str, frozen: Option<i64>) -> Arc<World> {
    world_with(data, frozen, KeyPool::default())
}

fn world_with(data: &str, frozen: Option<i64>, key_pool: KeyPool) -> Arc<World> {
    let threads = Threads { key_pool: Arc::new(key_pool), ..Threads::start().unwrap() };
    let settings = Settings { data: data.into(), frozen, ..Settings::default() };
    let mut world = World::open("", &settings, &threads).unwrap();
    let next = world.agenda.next.load(Ordering::Acquire);
    world.agenda = Agenda::new(ALL);
    world.agenda.next = next.into();
    Arc::new(world)
}

async fn queue(world: &Arc<World>, all: &'static [(i64, &'static str, &'static str)]) {
    let done: Result<(), ApiError> = world
        .write(false, move |transaction| {
            let caller = Caller {
                account: "1".into(),
                principal: Principal::Root,
                access_key: String::new(),
            };
            let now = transaction.world.clock.now();
            let mut cx = transaction.context(&TEST, (&caller, "r"), now, Authority::CLOUD);
            all.iter().try_for_each(|(after, kind, subject)| match *kind {
                "call off" => cx.cancel("tell", subject),
                "call off for 2" => cx.cancel_for("2", "tell", subject),
                "tell for 2" => cx.schedule_for(OTHER, cx.now + after, "tell", subject),
                "key for 2" => cx.schedule_for(OTHER, cx.now + after, "key", subject),
                "key for nobody" => {
                    cx.schedule_for(WorkOwner::NO_ACCOUNT, cx.now + after, "key", subject)
                }
                kind => cx.schedule(cx.now + after, kind, subject),
            })
        })
        .await;
    done.unwrap();
}

fn notified(world: &World) -> Vec<String> {
    let sent: Result<_, StoreError> = world.database.read(|tx| outbox::list(tx, None, 1000));
    sent.unwrap().into_iter().map(|m| m.body).collect()
}

#[tokio::test]
async fn the_oldest_messages_are_deleted_where_all_are_too_long() {
    let world = world(":memory:", Some(START));
    queue(&world, &[(1000, "mebibytes", "5"); 20]).await;
    queue(&world, &[(2000, "mebibytes", "70")]).await;
    for kept in [13, 1] {
        world.clock.advance(1000);
        clock_moved(&world).await;
        assert_eq!(notified(&world).len(), kept);
    }
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
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world), Vec::<String>::new(), "nothing is due");
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
    assert_eq!(notified(&world), want);
    clock_moved(&world).await;
    assert_eq!(notified(&world).len(), want.len(), "each once");
    world.clock.set(START + 9000);
    clock_moved(&world).await;
    assert_eq!(notified(&world).last().unwrap(), "later of 1 in r at +9000");
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
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world), ["a of 1 in r at +0", "e of 1 in r at +0"]);
    let left: Result<_, StoreError> = world.database.read(due::next);
    assert_eq!(left.unwrap(), None);
    assert_eq!(world.agenda.next.load(Ordering::Acquire), NEVER);
}

#[tokio::test]
async fn more_than_a_batch_is_carried_out_at_once() {
    let world = world(":memory:", Some(START));
    queue(&world, &[(0, "count", "200")]).await;
    world.clock.advance(500 * 200);
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world).len(), 201);
}

#[tokio::test]
async fn what_is_not_committed_is_still_due() {
    let world = world(":memory:", Some(START));
    queue(&world, &[(0, "tell", "a")]).await;
    let inside = Arc::clone(&world);
    let work = move |tx: &mut dyn Tx| {
        let done = batch(&inside, tx, START)?;
        assert_eq!(inside.agenda.next.load(Ordering::Acquire), START, "calls wait");
        Ok::<_, StoreError>(done.seen)
    };
    let seen = world.database.write_apart(work, |_| ());
    let seen = seen.await.unwrap();
    queue(&world, &[(7, "tell", "b")]).await;
    world.agenda.raise(&seen);
    let next = || world.agenda.next.load(Ordering::Acquire);
    assert_eq!(next(), START, "what was queued meanwhile is not lost");
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(next(), START + 7);
}

#[tokio::test]
async fn work_can_be_called_off() {
    let world = world(":memory:", Some(START));
    let all: &[_] = &[(10, "tell", "a"), (10, "tell", "b"), (0, "call off", "a")];
    queue(&world, all).await;
    world.clock.advance(10);
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world), ["b of 1 in r at +10"]);
}

#[tokio::test]
async fn a_reset_clears_it() {
    let world = world(":memory:", Some(START));
    queue(&world, &[(10, "tell", "a")]).await;
    world.reset().await.unwrap();
    world.clock.advance(10);
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world), Vec::<String>::new());
    queue(&world, &[(10, "tell", "b")]).await;
    world.clock.advance(10);
    catch_up(&world, WaitFor::Everything).await;
    assert_eq!(notified(&world), ["b of 1 in r at +20"]);
}

#[tokio::test]
async fn it_survives_a_restart_and_a_reset_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db").display().to_string();
    let first = world(&data, Some(START));
    queue(&first, &[(10, "tell", "a"), (5000, "tell", "b")]).await;
    first.database.close();
    drop(first);
    let second = world(&data, Some(START + 1000));
    catch_up(&second, WaitFor::Everything).await;
    assert_eq!(notified(&second), ["a of 1 in r at +10"]);
    second.reset().await.unwrap();
    assert_eq!(notified(&second), Vec::<String>::new(), "as at the start");
    second.clock.set(START + 5000);
    catch_up(&second, WaitFor::Everything).await;
    assert_eq!(notified(&second), ["a of 1 in r at +10", "b of 1 in r at +5000"]);
}

#[tokio::test]
async fn time_that_passes_carries_it_out() {
    let world = world(":memory:", None);
    let watch = tokio::spawn(watch(Arc::clone(&world)));
    time::sleep(Duration::from_millis(5)).await;
    queue(&world, &[(60_000, "tell", "not yet"), (20, "tell", "a")]).await;
    let mut waited = 0;
    while notified(&world).is_empty() && waited < 500 {
        time::sleep(Duration::from_millis(10)).await;
        waited += 1;
    }
    assert_eq!(notified(&world).len(), 1);
    // With a frozen clock it waits until the clock is moved, which notifies the watcher.
    world.clock.freeze(world.clock.now() + 60_000);
    world.agenda.changed.notify_one();
    waited = 0;
    while notified(&world).len() < 2 && waited < 500 {
        time::sleep(Duration::from_millis(10)).await;
        waited += 1;
    }
    assert_eq!(notified(&world).len(), 2);
    watch.abort();
}

#[tokio::test]
async fn work_belongs_to_the_owner_that_it_was_queued_for() {
    let world = world(":memory:", Some(START));
    let all: &[_] = &[
        (1, "tell for 2", "a"),
        (2, "tell for 2", "b"),
        (3, "tell", "b"),
        (0, "call off for 2", "b"),
        (0, "call off", "a"),
        (4, "key for nobody", "c"),
    ];
    queue(&world, all).await;
    world.clock.advance(10);
    clock_moved(&world).await;
    assert_eq!(notified(&world), ["a of 2 in q at +1", "b of 1 in r at +3", "c of  in  at +4"]);
}
