//! The last queries that a world's name server has answered.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many are kept; the oldest are dropped.
pub const MOST_QUERIES: usize = 10_000;

/// A query that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its number in the world, from 1.
    pub number: u64,
    /// When, on the world's clock.
    pub at: i64,
    /// Who asked.
    pub from: SocketAddr,
    /// By what: `udp` or `tcp`.
    pub transport: &'static str,
    /// The name as it was asked for, with a dot at its end.
    pub name: Box<str>,
    /// The type.
    pub kind: Box<str>,
    /// The response code: `NOERROR`, `NXDOMAIN`.
    pub code: &'static str,
    /// How many records the answer has.
    pub answers: usize,
}

/// The last queries of a world.
#[derive(Default)]
pub struct Queries(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    all: VecDeque<Answered>,
    last: u64,
}

impl Queries {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a query, which gets the next number.
    pub fn add(&self, query: Answered) {
        let mut kept = self.lock();
        kept.last += 1;
        let number = kept.last;
        if kept.all.len() >= MOST_QUERIES {
            kept.all.pop_front();
        }
        kept.all.push_back(Answered { number, ..query });
    }

    /// Those of which `is` is true, the oldest first, and the number of the last of all.
    #[must_use]
    pub fn list(&self, is: impl Fn(&Answered) -> bool) -> (Vec<Answered>, u64) {
        let kept = self.lock();
        (kept.all.iter().filter(|it| is(it)).cloned().collect(), kept.last)
    }

    /// Forgets all; answers how many there were.
    pub fn clear(&self) -> usize {
        std::mem::take(&mut self.lock().all).len()
    }

    /// Begins anew, as the state of a world does.
    pub fn reset(&self) {
        *self.lock() = Kept::default();
    }
}
