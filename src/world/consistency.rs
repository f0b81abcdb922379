//! Eventual consistency: for a while after a write, reads of its product and account see the state before it.
//! Without rules it costs a call one load of an atomic.
//!
//! The state before a write is a copy of the whole database in memory. There is one for each rule at a time: a further write
//! that comes meanwhile becomes visible together with the first one. Writes see the present state, as do policies.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use actions::ports::store::StoreError;
use serde_json::{Map, Value};

use crate::{
    store::{Database, State},
    world::faults::Selection,
};

/// How many rules a world has at most: each may hold a copy of the state.
pub const MOST_CONSISTENCY_RULES: usize = 16;

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
    window: Option<Window>,
}

/// The time in which a write is not visible.
#[derive(Clone)]
struct Window {
    before: Arc<Mutex<State>>,
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
}

/// A state of before a write, from which reads are answered.
pub type StaleState = Mutex<State>;

/// Whose state a call is about: the id of its product's owner, and its account.
pub type Owner<'a> = (&'static str, &'a str);

/// The state before a write, for the rules that it is about.
pub struct BeforeWrite {
    state: Option<Arc<Mutex<State>>>,
    rules: Vec<Arc<ConsistencyRule>>,
}

/// The rules of a world.
#[derive(Default)]
pub struct Consistency {
    any: AtomicBool,
    rules: Mutex<Vec<CountedConsistencyRule>>,
}

impl Consistency {
    /// Whether there are rules.
    #[must_use]
    pub fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Adds rules: all of them, or none where there would be too many. Whether they were added.
    pub fn add(&self, rules: Vec<ConsistencyRule>) -> bool {
        let mut all = self.lock();
        let fits = all.len() + rules.len() <= MOST_CONSISTENCY_RULES;
        if fits {
            all.extend(rules.into_iter().map(|rule| {
                let rule = Arc::new(rule);
                CountedConsistencyRule { rule, writes: 0, stale_reads: 0, window: None }
            }));
            self.any.store(true, Ordering::Release);
        }
        fits
    }

    /// All rules, in the order in which they were added.
    #[must_use]
    pub fn all(&self) -> Vec<CountedConsistencyRule> {
        self.lock().clone()
    }

    /// Removes all rules: every write is visible.
    pub fn clear(&self) {
        let gone = std::mem::take(&mut *self.lock());
        self.any.store(false, Ordering::Release);
        drop(gone);
    }

    /// Every write is visible; the rules stay.
    pub fn forget(&self) {
        let gone: Vec<_> = self.lock().iter_mut().filter_map(|it| it.window.take()).collect();
        drop(gone);
    }

    /// To be called before a write of an action: copies the state where a rule needs it.
    pub async fn before(
        &self,
        database: &Database,
        (product, action): (&str, &str),
        now: i64,
    ) -> Result<Option<BeforeWrite>, StoreError> {
        let (mut rules, mut copies) = (Vec::new(), false);
        for it in &*self.lock() {
            if it.rule.selection.covers(product, action) {
                copies |= it.window.as_ref().is_none_or(|window| !window.is_open(now));
                rules.push(Arc::clone(&it.rule));
            }
        }
        if rules.is_empty() {
            return Ok(None);
        }
        let state = if copies { Some(database.copy(State::in_memory()?).await?) } else { None };
        Ok(Some(BeforeWrite { state: state.map(|it| Arc::new(Mutex::new(it))), rules }))
    }

    /// To be called after the commit of the write: reads see the state before it from now on.
    pub fn written(&self, before: &BeforeWrite, (product, account): Owner<'_>, now: i64) {
        for it in &mut *self.lock() {
            if !before.rules.iter().any(|rule| Arc::ptr_eq(rule, &it.rule)) {
                continue;
            }
            it.writes += 1;
            let open = it.window.as_ref().is_some_and(|window| window.is_open(now));
            if let Some(state) = before.state.as_ref().filter(|_| !open) {
                let left = match it.rule.after {
                    VisibleAfter::Reads(reads) => Left::Reads(reads),
                    VisibleAfter::Millis(millis) => Left::Until(now.saturating_add(millis)),
                };
                let (before, account) = (Arc::clone(state), account.to_owned());
                it.window = Some(Window { before, product, account, left });
            }
        }
    }

    /// The state that a read is answered from, where that is not the present one: the oldest.
    #[must_use]
    pub fn stale(&self, (product, account): Owner<'_>, now: i64) -> Option<Arc<StaleState>> {
        let mut found = None;
        for it in &mut *self.lock() {
            let Some(window) = &mut it.window else { continue };
            if !window.is_open(now) {
                it.window = None;
                continue;
            }
            if window.product != product || window.account != account {
                continue;
            }
            let state = Arc::clone(&window.before);
            if let Left::Reads(left) = &mut window.left {
                *left -= 1;
                if *left == 0 {
                    it.window = None;
                }
            }
            it.stale_reads += 1;
            found.get_or_insert(state);
        }
        found
    }

    fn lock(&self) -> MutexGuard<'_, Vec<CountedConsistencyRule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
