//! A set of hashes that takes little more memory than they do.

use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
    mem,
};

/// How many hashes a table holds before they are put in order.
const RECENT: usize = 1 << 12;

/// Hashes, each once. A table of all would have room for up to twice as many, and would copy itself each time it
/// doubles; so it has the latest only, and the others are in order, 8 bytes each.
#[derive(Default)]
pub(super) struct Hashes {
    recent: HashSet<u64, BuildHasherDefault<Hashed>>,
    sorted: Vec<u64>,
}

impl Hashes {
    pub(super) fn len(&self) -> usize {
        self.recent.len() + self.sorted.len()
    }

    pub(super) fn contains(&self, hash: u64) -> bool {
        self.recent.contains(&hash) || self.sorted.binary_search(&hash).is_ok()
    }

    /// Whether it is new.
    pub(super) fn insert(&mut self, hash: u64) -> bool {
        let new = !self.contains(hash) && self.recent.insert(hash);
        if self.recent.len() >= RECENT.max(self.sorted.len() / 8) {
            self.put_in_order();
        }
        new
    }

    /// Moves the latest to the others.
    fn put_in_order(&mut self) {
        let mut recent: Vec<u64> = mem::take(&mut self.recent).into_iter().collect();
        recent.sort_unstable();
        let mut left = self.sorted.len();
        self.sorted.reserve_exact(recent.len());
        self.sorted.resize(left + recent.len(), 0);
        // From the largest down, so that nothing is overwritten before it has moved.
        while let Some(&last) = recent.last() {
            let to = left + recent.len() - 1;
            if left > 0 && self.sorted[left - 1] > last {
                left -= 1;
                self.sorted[to] = self.sorted[left];
            } else {
                recent.pop();
                self.sorted[to] = last;
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        self.sorted.iter().chain(&self.recent).copied()
    }
}

/// The hash of what is a hash: itself.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::nonces::NonceKey;

    #[test]
    fn each_of_many_hashes_is_held_once() {
        let mut hashes = Hashes::default();
        let key = NonceKey::new(&[7; 32]);
        let some = |n: usize| key.hash("k", &n.to_string()).hash;
        for n in 0..10 * RECENT {
            assert!(hashes.insert(some(n)), "{n}");
            assert!(!hashes.insert(some(n / 2)), "{n}");
        }
        assert!(hashes.recent.len() < RECENT.max(hashes.sorted.len() / 8));
        assert!(hashes.sorted.is_sorted_by(|a, b| a < b));
        assert!((0..hashes.len()).all(|n| hashes.contains(some(n))));
        assert!(!hashes.contains(some(hashes.len())));
        let mut all: Vec<u64> = hashes.iter().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 10 * RECENT);
    }
}
