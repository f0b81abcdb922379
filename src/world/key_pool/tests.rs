//! Keys that take as long as the test wants.

use crate::{
    random::{self, Start},
    world::{Settings, Threads, World, transaction::Transaction},
};
use std::sync::mpsc;

use actions::{
    ApiError,
    ports::store::{self, StoreError},
};

use super::*;

const KEY: KeyNeeded = KeyNeeded { bits: 512 };

fn small(seed: Seed) -> x509::Result<PrivateKey> {
    KEY.make(&mut random::seeded(seed))
}

/// A world that makes keys one at a time, each on a signal of the test; and the receivers of what has begun.
fn slow() -> (Arc<World>, mpsc::Receiver<Seed>, mpsc::Sender<()>) {
    let (sender, begun) = mpsc::channel();
    let (let_go, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let key_pool = KeyPool::new(1, move |_, seed| {
        sender.send(seed).unwrap();
        wait.lock().unwrap().recv().unwrap();
        small(seed)
    });
    (world(key_pool, 1), begun, let_go)
}

fn world(key_pool: KeyPool, seed: u64) -> Arc<World> {
    let threads = Threads { key_pool: Arc::new(key_pool), ..Threads::start().unwrap() };
    let settings = Settings { seed: Some(seed), ..Settings::default() };
    Arc::new(World::open("", &settings, &threads).unwrap())
}

/// Counts one more thing, once it has its key.
fn counted(transaction: &mut Transaction<'_>) -> Result<i64, ApiError> {
    let count = store::tally_add(transaction.tx, "1", "thing")?;
    if transaction.keys.count() == 0 { Err(ApiError::internal(KEY)) } else { Ok(count) }
}

fn count(world: &World) -> i64 {
    let held: Result<i64, StoreError> = world.database.read(|tx| store::tally(tx, "1", "thing"));
    held.unwrap()
}

#[tokio::test]
async fn while_a_key_is_made_others_write() {
    let (world, begun, let_go) = slow();
    for apart in [false, true] {
        let before = count(&world);
        let there = Arc::clone(&world);
        let call = tokio::spawn(async move { there.write(apart, counted).await });
        while begun.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
        assert_eq!(count(&world), before, "what came before the key is undone");
        let other = world.database.write(|tx| store::tally_add(tx, "1", "thing"), |_| ()).await;
        assert_eq!(other.unwrap(), before + 1);
        assert!(!call.is_finished());
        let_go.send(()).unwrap();
        assert_eq!(call.await.unwrap().unwrap(), before + 2);
    }
}

#[tokio::test]
async fn no_more_than_so_many_wait() {
    let (world, begun, let_go) = slow();
    let calls: Vec<_> = (0..=WAITING)
        .map(|_| {
            let there = Arc::clone(&world);
            tokio::spawn(async move { there.write(true, counted).await })
        })
        .collect();
    // One is being made, and as many wait as may.
    while world.key_pool.shared.state().waiting.len() < WAITING {
        tokio::task::yield_now().await;
    }
    let refused = world.write(true, counted).await.unwrap_err();
    assert_eq!((refused.status, &*refused.code), (503, "ServiceUnavailable"));
    assert_eq!(count(&world), 0, "nothing was written");
    for _ in &calls {
        let_go.send(()).unwrap();
    }
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((begun.try_iter().count(), count(&world)), (WAITING + 1, 65));
}

#[tokio::test]
async fn at_the_end_nobody_waits_for_a_key() {
    let (world, begun, _let_go) = slow();
    let there = Arc::clone(&world);
    let calls = [0, 1].map(|_| {
        let there = Arc::clone(&there);
        tokio::spawn(async move { there.write(true, counted).await })
    });
    while begun.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    world.key_pool.close();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().status, 503);
    }
    let late = world.write(true, counted).await;
    assert_eq!(late.unwrap_err().status, 503);
}

#[tokio::test]
async fn a_key_that_cannot_be_made_is_an_error_of_that_call() {
    let world = world(KeyPool::new(1, |_, _| panic!("as a test")), 1);
    for _ in 0..2 {
        let done = world.write(true, counted).await;
        // Its action would have been told when it asked for the key.
        assert!(done.is_ok());
    }
}

#[tokio::test]
async fn the_same_seed_yields_the_same_key() {
    let seeds = |seed| {
        let (random, start) = (random::Shared::new(Some(seed)), Start::default());
        [start.key(&random, 0), start.key(&random, 1)]
    };
    assert_eq!(seeds(7), seeds(7));
    let [a, b] = seeds(7);
    let pem = |seed| small(seed).unwrap().pem();
    assert_eq!(pem(a), pem(a));
    assert_ne!(pem(a), pem(b));
}
