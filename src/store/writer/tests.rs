//! Calls that share a commit.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use super::*;
use crate::store::{Contents, Database, OpenError, Opening, job::QueuedWrite};

fn open(path: &str) -> Result<Database, OpenError> {
    let engine = Engine::start().unwrap();
    let contents = Contents { secret: [0; 32], ..Contents::of(actions::schema()) };
    Database::open(&engine, path, contents, &Opening::default())
}

type Told = oneshot::Receiver<Result<i64, StoreError>>;

fn shared() -> Arc<Shared> {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch("CREATE TABLE t (n BIGINT NOT NULL)").unwrap();
    let (baseline, commits, last_image) = (Baseline::Empty, Arc::default(), LastImage::default());
    let state = Some(OpenFile { db, schema: &[], baseline, mark: None, commits, last_image });
    let (queue, left, orders) = (Mutex::default(), Mutex::default(), Mutex::default());
    let readers = Mutex::default();
    Arc::new(Shared { queue, left, readers, state: state.into(), orders })
}

fn insert(
    n: i64,
    then: impl Fn() -> Result<(), StoreError> + Send + 'static,
) -> (QueuedWrite, Told) {
    let work = move |tx: &mut dyn Tx| {
        tx.execute("INSERT INTO t (n) VALUES ($1)", actions::args![n])?;
        then()?;
        Ok(n)
    };
    call(work, |_| ())
}

fn kept(shared: &Shared) -> Vec<i64> {
    let mut state = lock(&shared.state);
    let db = &state.as_mut().unwrap().db;
    let mut all = db.prepare("SELECT n FROM t ORDER BY n").unwrap();
    all.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_call_that_fails_takes_no_other_with_it() {
    let shared = shared();
    let fail = || Err(StoreError::Shape);
    let (works, receiver): (Vec<_>, Vec<_>) = [
        insert(1, || Ok(())),
        insert(2, fail),
        insert(3, || Ok(())),
        insert(4, || panic!("as a test")),
        call(move |_: &mut dyn Tx| fail().map(|()| 5), |_| ()),
        insert(6, || Ok(())),
    ]
    .into_iter()
    .unzip();
    for work in works {
        shared.queue(work);
    }
    shared.sweep();
    assert_eq!(kept(&shared), [1, 3, 6]);
    let receiver: Vec<Option<bool>> =
        receiver.into_iter().map(|mut it| it.try_recv().ok().map(|r| r.is_ok())).collect();
    // Who panics has no answer to wait for.
    let (well, badly) = (Some(true), Some(false));
    assert_eq!(receiver, [well, badly, well, None, badly, well]);
}

#[test]
fn a_call_that_fails_before_it_writes_costs_the_others_nothing() {
    let shared = shared();
    let (fails, _told) = call(|_: &mut dyn Tx| Err::<i64, _>(StoreError::Shape), |_| ());
    let runs = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&runs);
    let (writes, _told_too) = insert(1, move || {
        *lock(&counted) += 1;
        Ok(())
    });
    shared.queue(writes);
    shared.queue(fails);
    shared.sweep();
    assert_eq!((kept(&shared).len(), *lock(&runs)), (1, 1));
}

#[test]
fn an_answer_that_was_undone_is_not_given() {
    let shared = shared();
    let runs = AtomicU64::new(0);
    let (once, mut receiver) = insert(1, move || {
        assert_eq!(runs.fetch_add(1, Ordering::Relaxed), 0, "as a test");
        Ok(())
    });
    let (fails, _told_too) = insert(2, || Err(StoreError::Shape));
    shared.queue(once);
    shared.queue(fails);
    shared.sweep();
    assert!(kept(&shared).is_empty());
    assert!(receiver.try_recv().is_err());
}

#[test]
fn who_is_not_committed_is_told_why() {
    let shared = shared();
    let batch = |sql| lock(&shared.state).as_mut().unwrap().db.execute_batch(sql).unwrap();
    // What is found at the commit only.
    batch("CREATE TABLE u (n BIGINT NOT NULL REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)");
    batch("CREATE UNIQUE INDEX t_n ON t (n); PRAGMA foreign_keys = ON");
    let orphan = move |tx: &mut dyn Tx| {
        tx.execute("INSERT INTO u (n) VALUES ($1)", actions::args![7])?;
        Ok::<i64, StoreError>(7)
    };
    let (works, mut told): (Vec<_>, Vec<_>) =
        [call(orphan, |_| ()), insert(1, || Ok(()))].into_iter().unzip();
    for work in works {
        shared.queue(work);
    }
    shared.sweep();
    for it in &mut told {
        let why = it.try_recv().unwrap().unwrap_err().to_string();
        assert!(why.contains("FOREIGN KEY constraint failed"), "{why}");
    }
    assert!(kept(&shared).is_empty());
    // A disk without room ends the transaction by itself.
    batch("PRAGMA max_page_count = 1");
    let filling = |tx: &mut dyn Tx| {
        for n in 0..10_000 {
            tx.execute("INSERT INTO t (n) VALUES ($1)", actions::args![n])?;
        }
        Ok::<i64, StoreError>(0)
    };
    let (work, mut told) = call(filling, |_| ());
    shared.queue(work);
    shared.sweep();
    let why = told.try_recv().unwrap().unwrap_err();
    assert!(matches!(why, StoreError::File(text) if text.contains("is full")), "{why}");
    batch("PRAGMA max_page_count = 1000");
    let (work, mut told) = insert(2, || Ok(()));
    shared.queue(work);
    shared.sweep();
    assert_eq!((told.try_recv().unwrap().unwrap(), kept(&shared)), (2, vec![2]));
}

#[test]
fn of_many_threads_that_write_none_is_forgotten() {
    let shared = shared();
    let (threads, each) = (4, 500);
    let receiver: Vec<Told> = thread::scope(|scope| {
        let writes = |thread: i64| {
            let shared = Arc::clone(&shared);
            scope.spawn(move || {
                (0..each)
                    .map(|n| {
                        let (work, receiver) = insert(thread * each + n, || Ok(()));
                        // Somebody who queued before may see to it.
                        if shared.queue(work) {
                            shared.sweep();
                        }
                        receiver
                    })
                    .collect::<Vec<_>>()
            })
        };
        let all: Vec<_> = (0..threads).map(writes).collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(receiver.into_iter().all(|mut it| it.try_recv().is_ok()));
    assert_eq!(kept(&shared), (0..threads * each).collect::<Vec<_>>());
}

#[test]
fn what_is_queued_after_the_end_is_told_so() {
    let shared = shared();
    *lock(&shared.state) = None;
    let (work, mut receiver) = insert(1, || Ok(()));
    shared.queue(work);
    shared.sweep();
    assert!(matches!(receiver.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
}

/// The thread that writes may be the one that drops the database: with the last work that holds it.
#[tokio::test]
async fn the_last_work_may_drop_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let database = open(path.to_str().unwrap()).unwrap();
    let database = Arc::new(database);
    let (inside, weak) = (Arc::clone(&database), Arc::downgrade(&database));
    let (go, wait) = mpsc::channel();
    let (finish, finished) = mpsc::channel();
    let work = tokio::spawn(async move {
        let mut last = Some(Arc::clone(&inside));
        let done: Result<(), StoreError> = inside
            .write_apart(
                move |_| {
                    wait.recv().unwrap();
                    drop(last.take());
                    finish.send(()).unwrap();
                    Ok(())
                },
                |()| (),
            )
            .await;
        done
    });
    // Until the work has been sent.
    while Arc::strong_count(&database) < 3 {
        tokio::task::yield_now().await;
    }
    tokio::task::yield_now().await;
    work.abort();
    let _ = work.await;
    drop(database);
    go.send(()).unwrap();
    finished.recv().expect("to drop it did not panic");
    assert_eq!(weak.strong_count(), 0);
    // It was closed, and not left behind by a panic: another may open it.
    let again = || open(path.to_str().unwrap());
    while again().is_err() {
        tokio::task::yield_now().await;
    }
}
