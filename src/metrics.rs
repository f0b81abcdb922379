//! What the program counts for `/_localyun/metrics`. A call adds to the shard of its own thread; whoever reads sums
//! the shards.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    collections::HashMap,
    sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

use actions::PRODUCTS;

use crate::{clock::real_now, exchange::Exchange, shards::Shards};

/// The upper bounds of the histogram of durations, in seconds; the last bucket has none.
pub const BUCKETS: [f64; 8] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0];

/// The same in microseconds.
const BOUNDS: [u64; BUCKETS.len()] = [500, 1000, 2500, 5000, 10_000, 50_000, 250_000, 1_000_000];

/// How many codes of one action are counted by their names. What is beyond is counted as `other`.
const MOST_CODES: usize = 64;

/// The name of what is not counted by its own.
const OTHER: &str = "other";

/// Calls of one action.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// How many calls had each status class, such as `4xx`, with each code; `""` for those that went well.
    pub codes: BTreeMap<(u16, Cow<'static, str>), u64>,
    /// How many took no longer than each of [`BUCKETS`] and longer than the one before; then the others.
    pub buckets: [u64; BUCKETS.len() + 1],
    /// How long all took, in microseconds.
    pub micros: u64,
}

impl Calls {
    fn add(&mut self, status: u16, code: Cow<'static, str>, taken: Duration) {
        let mut key = (status / 100, code);
        if self.codes.len() >= MOST_CODES && !self.codes.contains_key(&key) {
            key.1 = Cow::Borrowed(OTHER);
        }
        *self.codes.entry(key).or_default() += 1;
        let micros = u64::try_from(taken.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        self.buckets[bucket] += 1;
        self.micros = self.micros.saturating_add(micros);
    }

    fn merge(&mut self, other: &Self) {
        for (key, count) in &other.codes {
            *self.codes.entry(key.clone()).or_default() += count;
        }
        self.buckets.iter_mut().zip(other.buckets).for_each(|(all, one)| *all += one);
        self.micros = self.micros.saturating_add(other.micros);
    }

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }
}

/// The calls that the threads of a shard have answered.
#[derive(Debug, Default)]
struct Shard {
    /// By the codes of products and the names of actions; both are empty where no emulated action is named.
    calls: HashMap<(&'static str, &'static str), Calls>,
    refused: u64,
    received: u64,
    sent: u64,
}

/// All calls that were answered.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// Those of each action, by the code of the product and its name. Both are empty for calls of no emulated action.
    pub calls: BTreeMap<(&'static str, &'static str), Calls>,
    /// How many were refused before their actions, or by policies.
    pub refused: u64,
    /// The bytes of the bodies of requests.
    pub received: u64,
    /// The bytes of the bodies of answers.
    pub sent: u64,
}

/// The counters of a program.
#[derive(Debug)]
pub struct Metrics {
    /// When it started, in milliseconds since 1970 on the machine's clock.
    pub started: i64,
    start: Instant,
    shards: Shards<Shard>,
    /// How many connections are open.
    pub connections_open: AtomicI64,
    /// How many connections were accepted.
    pub connections: AtomicU64,
    /// How many pieces of due work were run.
    pub due_work: AtomicU64,
    /// How many messages were put into the outboxes.
    pub messages: AtomicU64,
    /// How many messages were delivered.
    pub delivered: AtomicU64,
    /// How many attempts to deliver a message failed, or were put off, after which it is tried again.
    pub delivery_failures: AtomicU64,
    /// How many messages were given up.
    pub dead: AtomicU64,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            started: real_now(),
            start: Instant::now(),
            shards: Shards::default(),
            connections_open: AtomicI64::default(),
            connections: AtomicU64::default(),
            due_work: AtomicU64::default(),
            messages: AtomicU64::default(),
            delivered: AtomicU64::default(),
            delivery_failures: AtomicU64::default(),
            dead: AtomicU64::default(),
        }
    }
}

/// The action that a call counts for: none unless it is emulated, so that callers cannot make up names.
fn action_of(exchange: &Exchange<'_>) -> (&'static str, &'static str) {
    let (product, action) = (exchange.product, exchange.action);
    let is_emulated = || PRODUCTS.iter().any(|it| it.code == product && it.find(action).is_some());
    if exchange.call.is_some() || is_emulated() { (product, action) } else { ("", "") }
}

impl Metrics {
    /// Counts a call that was answered with so many bytes.
    pub fn answered(&self, exchange: &Exchange<'_>, sent: usize) {
        let Some(outcome) = &exchange.outcome else { return };
        let code = outcome.error.as_ref().map_or(Cow::Borrowed(""), |error| error.code.clone());
        let (action, refused) = (action_of(exchange), exchange.refusal().is_some());
        let mut shard = self.shards.here();
        shard.calls.entry(action).or_default().add(outcome.status, code, outcome.taken);
        shard.refused += u64::from(refused);
        shard.received += exchange.received.map_or(0, |it| it.body.len()) as u64;
        shard.sent += sent as u64;
    }

    /// Counts a connection as open until what this answers is dropped.
    pub fn connected(&self) -> OpenConnection<'_> {
        self.connections.fetch_add(1, Relaxed);
        self.connections_open.fetch_add(1, Relaxed);
        OpenConnection(self)
    }

    /// The calls so far.
    #[must_use]
    pub fn all(&self) -> Answered {
        let mut all = Answered::default();
        for shard in self.shards.all() {
            for (action, calls) in &shard.calls {
                all.calls.entry(*action).or_default().merge(calls);
            }
            all.refused += shard.refused;
            all.received += shard.received;
            all.sent += shard.sent;
        }
        all
    }

    /// How long the program has run.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        self.start.elapsed()
    }
}

/// A connection that counts as open.
pub struct OpenConnection<'a>(&'a Metrics);

impl Drop for OpenConnection<'_> {
    fn drop(&mut self) {
        self.0.connections_open.fetch_sub(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Format;

    #[test]
    fn what_callers_make_up_does_not_add_up() {
        let metrics = Metrics::default();
        for n in 0..1000 {
            let mut exchange = Exchange::new("id".into(), "", Format::Json);
            (exchange.product, exchange.action) =
                ("Cms", if n % 2 == 0 { "PutContact" } else { "NoAction" });
            let error = actions::ApiError::new(404, format!("Code{n}"), "");
            exchange.finish(404, Some(error), Vec::new());
            metrics.answered(&exchange, 7);
        }
        let all = metrics.all();
        let names: Vec<_> = all.calls.keys().copied().collect();
        assert_eq!(names, [("", ""), ("Cms", "PutContact")]);
        for calls in all.calls.values() {
            assert_eq!((calls.count(), calls.codes.values().sum::<u64>()), (500, 500));
            assert_eq!(calls.codes.len(), MOST_CODES + 1);
        }
        assert_eq!((all.sent, all.refused), (7000, 1000));
    }

    #[test]
    fn a_duration_is_in_the_bucket_of_its_bound() {
        let mut calls = Calls::default();
        for micros in [0, 500, 501, 1_000_000, 1_000_001] {
            calls.add(200, "".into(), Duration::from_micros(micros));
        }
        assert_eq!(calls.buckets, [2, 1, 0, 0, 0, 0, 0, 1, 1]);
        assert_eq!(calls.micros, 2_001_002);
        let same = BUCKETS
            .iter()
            .zip(BOUNDS)
            .all(|(s, us)| Duration::from_secs_f64(*s) == Duration::from_micros(us));
        assert!(same);
    }
}
