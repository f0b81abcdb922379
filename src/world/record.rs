//! What a run has asked of the policies, under `--iam audit`.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::exchange::{Exchange, PolicyQuestion};

/// How many different questions are remembered. More are counted only.
const LIMIT: usize = 10_000;
/// How many bytes of them. A resource is named by what a caller sent, which may be long.
const BYTES: usize = 16 * 1024 * 1024;

/// Different questions, each with whether it was allowed when it was last asked.
#[derive(Default)]
pub struct Record(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    asked: BTreeMap<PolicyQuestion, bool>,
    bytes: usize,
    left_out: u64,
}

impl Record {
    /// Remembers what a call has asked.
    pub fn see(&self, exchange: &Exchange<'_>) {
        let Some(call) = &exchange.call else { return };
        for it in call.decisions.all().iter() {
            self.add(&it.asked, it.allowed);
        }
    }

    fn add(&self, asked: &PolicyQuestion, allowed: bool) {
        let mut lock = self.lock();
        if let Some(answer) = lock.asked.get_mut(asked) {
            *answer = allowed;
            return;
        }
        let size = asked.principal.len() + asked.action.len() + asked.resource.len();
        if lock.asked.len() >= LIMIT || lock.bytes + size > BYTES {
            lock.left_out += 1;
            return;
        }
        lock.bytes += size;
        lock.asked.insert(asked.clone(), allowed);
    }

    /// Every question of `principal`, or of all, and how many there was no room for.
    #[must_use]
    pub fn list(&self, principal: Option<&str>) -> (Vec<(PolicyQuestion, bool)>, u64) {
        let lock = self.lock();
        let of = |asked: &PolicyQuestion| principal.is_none_or(|p| p == asked.principal);
        let found = lock.asked.iter().filter(|(asked, _)| of(asked));
        (found.map(|(asked, allowed)| (asked.clone(), *allowed)).collect(), lock.left_out)
    }

    /// Forgets all.
    pub fn clear(&self) {
        *self.lock() = Entries::default();
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_is_bounded() {
        let record = Record::default();
        for i in 0..=LIMIT {
            let (principal, action) = ("p".to_owned(), format!("a:{i}"));
            record.add(&PolicyQuestion { principal, action, resource: "*".into() }, true);
        }
        let (asked, left_out) = record.list(None);
        assert_eq!((asked.len(), left_out), (LIMIT, 1));
        assert!(record.list(Some("q")).0.is_empty());
        record.clear();
        assert!(record.list(None).0.is_empty());
        // Long ones as well as many.
        for i in 0..20 {
            let (principal, action) = ("p".to_owned(), format!("a:{i}"));
            record.add(&PolicyQuestion { principal, action, resource: "x".repeat(1 << 20) }, true);
        }
        let (asked, left_out) = record.list(None);
        assert_eq!((asked.len(), left_out), (15, 5));
    }
}
