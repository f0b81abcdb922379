//! The injected faults of a world: the rules that say which calls fail, and how. Without rules they cost a call one
//! load of an atomic.

mod rule;
mod selection;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{sync::watch, time};

pub use self::{
    rule::{AdmittedFacts, CallFacts, Effect, FaultRule, Then},
    selection::Selection,
};

/// How many rules a world has at most.
pub const MOST_RULES: usize = 100;

/// The faults of a world.
pub struct Faults {
    any: AtomicBool,
    rules: Mutex<Rules>,
    /// Turns true when the server is to stop.
    stopping: Arc<watch::Sender<bool>>,
    /// Turns true when the world is dropped.
    ended: Arc<watch::Sender<bool>>,
}

#[derive(Default)]
struct Rules {
    all: Vec<CountedRule>,
    /// The number of the last rule.
    last: u64,
}

/// A rule, with what it has done so far.
#[derive(Clone)]
pub struct CountedRule {
    /// Its id: `f1`.
    pub id: Box<str>,
    /// The rule.
    pub rule: Arc<FaultRule>,
    /// How many calls it has matched, whether it fired or not.
    pub matched: u64,
    /// How often it fired.
    pub fired: u64,
}

/// A rule that fires.
pub struct Fired {
    /// Its id.
    pub id: Box<str>,
    /// The rule.
    pub rule: Arc<FaultRule>,
}

/// There would be more than [`MOST_RULES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a world has {MOST_RULES} fault rules at most")]
pub struct TooManyRules;

impl Faults {
    /// None. Their pauses end once `stopping` or `ended` turns true: that of the server, that of the world.
    #[must_use]
    pub fn new(stopping: Arc<watch::Sender<bool>>, ended: Arc<watch::Sender<bool>>) -> Self {
        Self { any: AtomicBool::new(false), rules: Mutex::default(), stopping, ended }
    }

    /// Whether there are rules.
    #[must_use]
    pub fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Adds rules after those that there are: all of them, or none.
    pub fn add(&self, rules: Vec<FaultRule>) -> Result<Vec<CountedRule>, TooManyRules> {
        let mut all = self.lock();
        if all.all.len() + rules.len() > MOST_RULES {
            return Err(TooManyRules);
        }
        let begin = all.all.len();
        for rule in rules {
            all.last += 1;
            let id = format!("f{}", all.last).into();
            all.all.push(CountedRule { id, rule: Arc::new(rule), matched: 0, fired: 0 });
        }
        self.any.store(!all.all.is_empty(), Ordering::Release);
        Ok(all.all[begin..].to_vec())
    }

    /// All rules, in the order in which they were added.
    #[must_use]
    pub fn all(&self) -> Vec<CountedRule> {
        self.lock().all.clone()
    }

    /// How many rules there are, and how often those have fired in all.
    #[must_use]
    pub fn counts(&self) -> (usize, u64) {
        let all = self.lock();
        (all.all.len(), all.all.iter().map(|it| it.fired).sum())
    }

    /// Removes a rule. Whether there was one of this id.
    pub fn remove(&self, id: &str) -> bool {
        let mut all = self.lock();
        let before = all.all.len();
        all.all.retain(|it| *it.id != *id);
        self.any.store(!all.all.is_empty(), Ordering::Release);
        all.all.len() < before
    }

    /// Removes all rules. Ids go on.
    pub fn clear(&self) {
        let mut all = self.lock();
        all.all.clear();
        self.any.store(false, Ordering::Release);
    }

    /// As at start: ids begin anew.
    pub fn reset(&self) {
        *self.lock() = Rules::default();
        self.any.store(false, Ordering::Release);
    }

    /// The rule that fires for a call: the first one whose turn it is. Each rule that matches counts the call.
    #[must_use]
    pub fn fire(&self, call: &CallFacts<'_>) -> Option<Fired> {
        let mut fired = None;
        for it in &mut self.lock().all {
            if !it.rule.matches(call) {
                continue;
            }
            it.matched += 1;
            if fired.is_none() && it.rule.is_due(it.matched, it.fired) {
                it.fired += 1;
                fired = Some(Fired { id: it.id.clone(), rule: Arc::clone(&it.rule) });
            }
        }
        fired
    }

    /// Waits for this time, or without end; in any case no longer than until the server is to stop or the world is
    /// dropped.
    pub async fn pause(&self, how_long: Option<Duration>) {
        let (mut stopping, mut ended) = (self.stopping.subscribe(), self.ended.subscribe());
        let stop = async {
            tokio::select! {
                _ = stopping.wait_for(|it| *it) => {}
                _ = ended.wait_for(|it| *it) => {}
            }
        };
        match how_long {
            Some(time) => drop(time::timeout(time, stop).await),
            None => stop.await,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
