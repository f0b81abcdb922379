//! Due work that needs a key.

use super::*;

/// A world that makes keys on a signal of the test; and the receivers of what has begun.
fn slow(data: &str) -> (Arc<World>, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let (notify, begun) = mpsc::channel();
    let (let_go, wait) = mpsc::channel();
    let wait = Mutex::new(wait);
    let pool = KeyPool::new(2, move |needed, seed| {
        notify.send(()).unwrap();
        wait.lock().unwrap().recv().unwrap();
        needed.make(&mut crate::random::seeded(seed))
    });
    (world_with(data, Some(START), pool), begun, let_go)
}

#[tokio::test]
async fn a_piece_that_needs_a_key_holds_up_only_those_whom_it_concerns() {
    let (world, begun, let_go) = slow(":memory:");
    queue(&world, &[(0, "tell", "a"), (1, "key", "b"), (2, "tell", "c")]).await;
    world.clock.advance(10);
    // A call of another product or account goes on, and meets a state that is late.
    for of in [WaitFor::Of("other", "1"), WaitFor::Of("test", "2")] {
        catch_up(&world, of).await;
        assert_eq!(notified(&world), ["a of 1 in r at +0"]);
    }
    begun.recv().unwrap();
    // A write goes on too.
    queue(&world, &[(5, "tell", "d")]).await;
    // Those whom it concerns wait, as does the one who has moved the clock.
    let waits = |of: WaitFor<'static>| {
        let there = Arc::clone(&world);
        tokio::spawn(async move { catch_up(&there, of).await })
    };
    let all = [WaitFor::Of("test", "1"), WaitFor::Everything, WaitFor::Always].map(waits);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(all.iter().all(|it| !it.is_finished()));
    let_go.send(()).unwrap();
    for it in all {
        it.await.unwrap();
    }
    world.clock.advance(10);
    clock_moved(&world).await;
    let want =
        ["a of 1 in r at +0", "b of 1 in r at +1", "c of 1 in r at +2", "d of 1 in r at +15"];
    assert_eq!(notified(&world), want, "in order, each at its time and once");
    assert!(begun.try_recv().is_err(), "one key was made");
}

#[tokio::test]
async fn the_calls_of_its_owner_wait_for_its_keys_and_all_for_those_of_nobody() {
    for (kind, waiting, free) in
        [("key for 2", vec!["2"], vec!["1", "3"]), ("key for nobody", vec!["1", "2", "3"], vec![])]
    {
        let (world, begun, let_go) = slow(":memory:");
        let all: &[_] = if kind == "key for 2" {
            &[(0, "key for 2", "a")]
        } else {
            &[(0, "key for nobody", "a")]
        };
        queue(&world, all).await;
        // The first of another product has the key made, and does not wait for it.
        catch_up(&world, WaitFor::Of("other", "2")).await;
        begun.recv().unwrap();
        for account in free {
            catch_up(&world, WaitFor::Of("test", account)).await;
        }
        let waiting: Vec<_> = waiting
            .into_iter()
            .map(|account| {
                let there = Arc::clone(&world);
                tokio::spawn(async move { catch_up(&there, WaitFor::Of("test", account)).await })
            })
            .collect();
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(waiting.iter().all(|it| !it.is_finished()), "{kind}");
        let_go.send(()).unwrap();
        for it in waiting {
            it.await.unwrap();
        }
        assert_eq!(notified(&world).len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn a_stop_leaves_it_in_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("x.db").display().to_string();
    let (first, begun, _let_go) = slow(&data);
    queue(&first, &[(0, "key", "a")]).await;
    let there = Arc::clone(&first);
    let waits = tokio::spawn(async move { clock_moved(&there).await });
    while begun.try_recv().is_err() {
        tokio::task::yield_now().await;
    }
    first.key_pool.close();
    waits.await.unwrap();
    assert_eq!(notified(&first), Vec::<String>::new());
    first.database.close();
    drop(first);
    let second = world(&data, Some(START + 1000));
    clock_moved(&second).await;
    assert_eq!(notified(&second), ["a of 1 in r at +0"]);
}

#[tokio::test]
async fn a_key_that_cannot_be_made_fails_its_piece_alone() {
    let pool = KeyPool::new(1, |_, _| panic!("as a test"));
    let world = world_with(":memory:", Some(START), pool);
    queue(&world, &[(0, "key", "a"), (0, "tell", "b")]).await;
    clock_moved(&world).await;
    assert_eq!(notified(&world), ["b of 1 in r at +0"]);
}
