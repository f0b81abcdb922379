//! Eventual consistency: for a while after a write, reads of its product and account see the state before it.
//! Without rules it costs a call one load of an atomic.
//!
//! The state before a write is a copy of the whole database in memory, and each write has its own: a read is answered from
//! the oldest of those whose time is not over. Writes see the present state, as do policies.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use actions::ports::store::StoreError;
use serde_json::{Map, Value};

use crate::{
    store::{Database, State},
    world::faults::Selection,
};

/// How many rules a world has at most.
pub const MOST_CONSISTENCY_RULES: usize = 16;

/// How many writes of a world are late at a time at most, counted once for each rule that they are under: each may hold a
/// copy of the state. The oldest becomes visible when there is one more.
pub const MOST_LATE_WRITES: usize = 64;

/// After what a write is visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisibleAfter {
    /// After so many reads.
    Reads(u64),
    /// After so many milliseconds of the world's clock.
    Millis(i64),
}

/// Which writes become visible late.
#[derive(Debug)]
pub struct ConsistencyRule {
    /// Their product and actions.
    pub selection: Selection,
    /// How late.
    pub after: VisibleAfter,
    /// The rule as it was given.
    pub given: Map<String, Value>,
}

/// A rule, with what it has done so far.
#[derive(Clone)]
pub struct CountedConsistencyRule {
    /// The rule.
    pub rule: Arc<ConsistencyRule>,
    /// How many writes it has made visible late.
    pub writes: u64,
    /// How many reads were answered from a state before a write.
    pub stale_reads: u64,
}

/// The time in which a write is not visible.
struct Window {
    rule: Arc<ConsistencyRule>,
    before: Arc<StaleState>,
    product: &'static str,
    account: String,
    left: Left,
}

#[derive(Clone, Copy)]
enum Left {
    Reads(u64),
    Until(i64),
}

impl Window {
    fn is_open(&self, now: i64) -> bool {
        match self.left {
            Left::Reads(left) => left > 0,
            Left::Until(until) => now < until,
        }
    }

    fn is_of(&self, (product, account): Owner<'_>) -> bool {
        self.product == product && self.account == account
    }
}

/// A state of before a write, from which reads are answered.
pub type StaleState = Mutex<State>;

/// Whose state a call is about: the id of its product's owner, and its account.
pub type Owner<'a> = (&'static str, &'a str);

/// The state before a write, for the rules that it is about.
pub struct BeforeWrite {
    state: Arc<StaleState>,
    rules: Vec<Arc<ConsistencyRule>>,
}

/// The rules of a world.
#[derive(Default)]
pub struct Consistency {
    any: AtomicBool,
    late: Mutex<Late>,
}

#[derive(Default)]
struct Late {
    rules: Vec<CountedConsistencyRule>,
    /// Of the writes that are not visible, the oldest first.
    windows: VecDeque<Window>,
}

impl Consistency {
    /// Whether there are rules.
    #[must_use]
    pub fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Adds rules: all of them, or none where there would be too many. Whether they were added.
    pub fn add(&self, rules: Vec<ConsistencyRule>) -> bool {
        let all = &mut self.lock().rules;
        let fits = all.len() + rules.len() <= MOST_CONSISTENCY_RULES;
        if fits {
            all.extend(rules.into_iter().map(|rule| {
                let rule = Arc::new(rule);
                CountedConsistencyRule { rule, writes: 0, stale_reads: 0 }
            }));
            self.any.store(true, Ordering::Release);
        }
        fits
    }

    /// All rules, in the order in which they were added.
    #[must_use]
    pub fn all(&self) -> Vec<CountedConsistencyRule> {
        self.lock().rules.clone()
    }

    /// Removes all rules: every write is visible.
    pub fn clear(&self) {
        let gone = std::mem::take(&mut *self.lock());
        self.any.store(false, Ordering::Release);
        drop(gone);
    }

    /// Every write is visible; the rules stay.
    pub fn forget(&self) {
        let gone = std::mem::take(&mut self.lock().windows);
        drop(gone);
    }

    /// To be called before a write of an action: copies the state where a rule needs it.
    pub async fn before(
        &self,
        database: &Database,
        (product, action): (&str, &str),
    ) -> Result<Option<BeforeWrite>, StoreError> {
        let covers = |it: &&CountedConsistencyRule| it.rule.selection.covers(product, action);
        let rules: Vec<_> =
            self.lock().rules.iter().filter(covers).map(|it| Arc::clone(&it.rule)).collect();
        if rules.is_empty() {
            return Ok(None);
        }
        let state = database.copy(State::in_memory()?).await?;
        Ok(Some(BeforeWrite { state: Arc::new(Mutex::new(state)), rules }))
    }

    /// To be called after the commit of the write: reads see the state before it from now on.
    pub fn written(&self, before: &BeforeWrite, (product, account): Owner<'_>, now: i64) {
        let late = &mut *self.lock();
        late.windows.retain(|window| window.is_open(now));
        for it in &mut late.rules {
            if !before.rules.iter().any(|rule| Arc::ptr_eq(rule, &it.rule)) {
                continue;
            }
            it.writes += 1;
            let left = match it.rule.after {
                VisibleAfter::Reads(reads) => Left::Reads(reads),
                VisibleAfter::Millis(millis) => Left::Until(now.saturating_add(millis)),
            };
            if late.windows.len() == MOST_LATE_WRITES {
                late.windows.pop_front();
            }
            late.windows.push_back(Window {
                rule: Arc::clone(&it.rule),
                before: Arc::clone(&before.state),
                product,
                account: account.to_owned(),
                left,
            });
        }
    }

    /// The state that a read is answered from, where that is not the present one: the oldest.
    #[must_use]
    pub fn stale(&self, owner: Owner<'_>, now: i64) -> Option<Arc<StaleState>> {
        let late = &mut *self.lock();
        late.windows.retain(|window| window.is_open(now));
        for it in &mut late.rules {
            let is_late =
                |window: &Window| Arc::ptr_eq(&window.rule, &it.rule) && window.is_of(owner);
            it.stale_reads += u64::from(late.windows.iter().any(is_late));
        }
        let mut found = None;
        for window in late.windows.iter_mut().filter(|window| window.is_of(owner)) {
            found.get_or_insert_with(|| Arc::clone(&window.before));
            if let Left::Reads(left) = &mut window.left {
                *left -= 1;
            }
        }
        late.windows.retain(|window| window.is_open(now));
        found
    }

    fn lock(&self) -> MutexGuard<'_, Late> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
