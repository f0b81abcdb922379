//! Paging aids of a world: pages that are short, so that a client's loop is tried with few rows, and page tokens
//! that expire. Without rules they cost a call one load of an atomic.
//!
//! An expiring token has the time of its answer after it. It is taken off while the token is valid; an expired one is left
//! as it is, which no action takes, so the answer is the product's own error for a bad token.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use actions::Parameters;
use serde_json::{Map, Value};

use crate::world::faults::Selection;

/// How many rules a world has at most.
pub const MOST_PAGING_RULES: usize = 100;

/// A rule on pages.
#[derive(Debug)]
pub struct PagingRule {
    /// The product and the actions.
    pub selection: Selection,
    /// The most items of a page.
    pub max_page: Option<i64>,
    /// For how long a token is valid, in milliseconds of the world's clock.
    pub token_ttl: Option<i64>,
    /// The rule as it was given.
    pub given: Map<String, Value>,
}

/// The rules of a world.
#[derive(Default)]
pub struct Paging {
    /// Whether there are rules, or were some that let tokens expire: those tokens may come back.
    any: AtomicBool,
    rules: Mutex<Vec<Arc<PagingRule>>>,
}

/// The names by which a page token goes to and fro.
const TOKENS: [&str; 2] = ["NextToken", "Marker"];

/// What stands between a token and the time of its answer. No action has it in a token.
const MARK: char = '~';

impl Paging {
    /// Adds rules: all of them, or none where there would be too many. Whether they were added.
    pub fn add(&self, rules: Vec<PagingRule>) -> bool {
        let mut all = self.lock();
        let fits = all.len() + rules.len() <= MOST_PAGING_RULES;
        if fits {
            all.extend(rules.into_iter().map(Arc::new));
            self.any.store(true, Ordering::Release);
        }
        fits
    }

    /// All rules, in the order in which they were added.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<PagingRule>> {
        self.lock().clone()
    }

    /// Removes all rules. Tokens that were answered before stay valid.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The most items of a page of this action, where a rule says so.
    #[must_use]
    pub fn max_page(&self, product: &str, action: &str) -> Option<i64> {
        self.least(product, action, |rule| rule.max_page)
    }

    /// Takes the time off the token of a call, if it is still valid at `now`. Whether it did.
    pub fn take(
        &self,
        (product, action): (&str, &str),
        parameters: &mut Parameters,
        now: i64,
    ) -> bool {
        let mut changed = false;
        if !self.any.load(Ordering::Acquire) {
            return changed;
        }
        for name in TOKENS {
            let Some((token, made)) = parameters.get(name).and_then(parts) else { continue };
            let ttl = self.least(product, action, |rule| rule.token_ttl);
            if ttl.is_none_or(|ttl| now < made.saturating_add(ttl)) {
                let token = token.to_owned();
                let origin = parameters.iter().find(|it| it.name == name).map(|it| it.origin);
                if let Some(origin) = origin {
                    parameters.replace(name, &token, origin);
                    parameters.sort();
                    changed = true;
                }
            }
        }
        changed
    }

    /// Puts the time on the tokens of an answer, a JSON text, where they are to expire.
    pub fn mark(&self, (product, action): (&str, &str), body: &mut Vec<u8>, now: i64) {
        if self.least(product, action, |rule| rule.token_ttl).is_none() {
            return;
        }
        for name in TOKENS {
            // Inside of a text a quote has a backslash before it, so this is a member.
            let start = format!("\"{name}\":\"").into_bytes();
            let Some(at) = body.windows(start.len()).position(|it| it == start) else { continue };
            let at = at + start.len();
            let length = body[at..].iter().position(|byte| *byte == b'"').unwrap_or_default();
            if length > 0 {
                let mark = format!("{MARK}{now:x}").into_bytes();
                body.splice(at + length..at + length, mark);
            }
        }
    }

    fn least(
        &self,
        product: &str,
        action: &str,
        of: impl Fn(&PagingRule) -> Option<i64>,
    ) -> Option<i64> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let all = self.lock();
        let meant = all.iter().filter(|it| it.selection.covers(product, action));
        meant.filter_map(|it| of(it)).min()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<PagingRule>>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A token, and when it was answered.
fn parts(token: &str) -> Option<(&str, i64)> {
    let (token, made) = token.rsplit_once(MARK)?;
    Some((token, i64::from_str_radix(made, 16).ok()?))
}
