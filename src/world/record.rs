//! What a run has asked of the policies, under `--iam audit`.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::exchange::{Asked, Exchange};

/// How many different questions are remembered. More are counted only.
const MOST: usize = 10_000;
/// How many bytes of them. A resource is named by what a caller sent, which may be long.
const BYTES: usize = 16 * 1024 * 1024;

/// Different questions, each with whether it was allowed when it was last asked.
#[derive(Default)]
pub struct Record(Mutex<Held>);

#[derive(Default)]
struct Held {
    asked: BTreeMap<Asked, bool>,
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

    fn add(&self, asked: &Asked, allowed: bool) {
        let mut held = self.held();
        if let Some(answer) = held.asked.get_mut(asked) {
            *answer = allowed;
            return;
        }
        let size = asked.principal.len() + asked.action.len() + asked.resource.len();
        if held.asked.len() >= MOST || held.bytes + size > BYTES {
            held.left_out += 1;
            return;
        }
        held.bytes += size;
        held.asked.insert(asked.clone(), allowed);
    }

    /// Every question of `principal`, or of all, and how many there was no room for.
    #[must_use]
    pub fn list(&self, principal: Option<&str>) -> (Vec<(Asked, bool)>, u64) {
        let held = self.held();
        let of = |asked: &Asked| principal.is_none_or(|p| p == asked.principal);
        let found = held.asked.iter().filter(|(asked, _)| of(asked));
        (found.map(|(asked, allowed)| (asked.clone(), *allowed)).collect(), held.left_out)
    }

    /// Forgets all.
    pub fn clear(&self) {
        *self.held() = Held::default();
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_is_bounded() {
        let record = Record::default();
        for i in 0..=MOST {
            let (principal, action) = ("p".to_owned(), format!("a:{i}"));
            record.add(&Asked { principal, action, resource: "*".into() }, true);
        }
        let (asked, left_out) = record.list(None);
        assert_eq!((asked.len(), left_out), (MOST, 1));
        assert!(record.list(Some("q")).0.is_empty());
        record.clear();
        assert!(record.list(None).0.is_empty());
        // Long ones as well as many.
        for i in 0..20 {
            let (principal, action) = ("p".to_owned(), format!("a:{i}"));
            record.add(&Asked { principal, action, resource: "x".repeat(1 << 20) }, true);
        }
        let (asked, left_out) = record.list(None);
        assert_eq!((asked.len(), left_out), (15, 5));
    }
}
