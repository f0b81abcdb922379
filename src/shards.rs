//! What each thread has its own of, so that threads do not wait for each other.

use std::{
    cell::Cell,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

/// How many shards there are; threads beyond that share them.
const SHARDS: usize = 16;

/// A value for each thread that serves.
#[derive(Debug, Default)]
pub(crate) struct Shards<T>([Mutex<T>; SHARDS]);

impl<T> Shards<T> {
    /// That of this thread.
    pub(crate) fn here(&self) -> MutexGuard<'_, T> {
        lock(&self.0[number()])
    }

    /// Those of all threads, one after the other.
    pub(crate) fn all(&self) -> impl Iterator<Item = MutexGuard<'_, T>> {
        self.0.iter().map(lock)
    }
}

thread_local! {
    /// The number of the shard of this thread.
    static NUMBER: Cell<Option<usize>> = const { Cell::new(None) };
}

fn number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NUMBER.get().unwrap_or_else(|| {
        let number = NEXT.fetch_add(1, Relaxed) % SHARDS;
        NUMBER.set(Some(number));
        number
    })
}

fn lock<T>(shard: &Mutex<T>) -> MutexGuard<'_, T> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
