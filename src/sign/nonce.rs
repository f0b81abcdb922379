//! The memory of nonces: which ones a key has used within the window.

use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
    mem,
};

/// For how long a nonce is remembered at least, in milliseconds: 15 minutes.
pub const WINDOW: i64 = 15 * 60 * 1000;

/// How many nonces a generation holds before the one before it is forgotten.
pub const MOST: usize = 1 << 17;

/// The nonces seen lately.
///
/// Two generations. A nonce goes into the younger; when that has been open for [`WINDOW`], it
/// becomes the older one, and the older one is forgotten. So each is remembered for one to two
/// windows, and no request pays for forgetting. Under a load that fills a generation with
/// [`MOST`] nonces in less than a window, the memory is shorter rather than larger: it never
/// holds more than two times [`MOST`] hashes of 8 bytes, about 5 MB.
///
/// It starts empty and takes no memory before the first nonce. Only keyed hashes are held, with a key made at random for each memory.
#[derive(Debug)]
pub struct Nonces {
    hasher: RandomState,
    younger: Hashes,
    older: Hashes,
    /// When the younger generation was opened.
    opened: i64,
}

type Hashes = HashSet<u64, BuildHasherDefault<Hashed>>;

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

impl Default for Nonces {
    fn default() -> Self {
        let hasher = RandomState::new();
        Self { hasher, younger: Hashes::default(), older: Hashes::default(), opened: i64::MAX }
    }
}

impl Nonces {
    /// Whether the key has used this nonce already; from now on it has.
    ///
    /// `now` is the server's clock, in milliseconds. It may be set forwards and backwards.
    pub fn seen(&mut self, key_id: &str, nonce: &str, now: i64) -> bool {
        self.age(now);
        let hash = self.hasher.hash_one((key_id, nonce));
        self.older.contains(&hash) || !self.younger.insert(hash)
    }

    fn age(&mut self, now: i64) {
        // A clock that was set back must not keep a generation open for as long as it jumped.
        self.opened = self.opened.min(now);
        let age = now.saturating_sub(self.opened);
        if age >= WINDOW || self.younger.len() >= MOST {
            mem::swap(&mut self.younger, &mut self.older);
            self.younger.clear();
            self.opened = now;
        }
        if age >= 2 * WINDOW {
            self.older.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_795_301_621_000;

    #[test]
    fn a_nonce_counts_once_for_each_key() {
        let mut nonces = Nonces::default();
        assert!(!nonces.seen("testid", "n", START));
        assert!(nonces.seen("testid", "n", START));
        assert!(!nonces.seen("other", "n", START));
        assert!(!nonces.seen("testi", "dn", START));
    }

    #[test]
    fn it_is_remembered_for_the_window_and_forgotten_after_two() {
        let mut nonces = Nonces::default();
        assert!(!nonces.seen("k", "first", START));
        assert!(!nonces.seen("k", "later", START + WINDOW - 1));
        assert!(nonces.seen("k", "first", START + WINDOW));
        assert!(nonces.seen("k", "later", START + 2 * WINDOW - 2));
        // Seen again, but not made younger by it.
        assert!(!nonces.seen("k", "first", START + 3 * WINDOW));
    }

    #[test]
    fn after_a_pause_nothing_is_left() {
        let mut nonces = Nonces::default();
        assert!(!nonces.seen("k", "n", START));
        assert!(!nonces.seen("k", "n", START + 2 * WINDOW));
    }

    #[test]
    fn a_clock_set_back_neither_forgets_at_once_nor_remembers_for_ever() {
        let mut nonces = Nonces::default();
        let hour = 60 * 60 * 1000;
        assert!(!nonces.seen("k", "n", START));
        assert!(nonces.seen("k", "n", START - hour));
        assert!(!nonces.seen("k", "m", START - hour + WINDOW));
        assert!(!nonces.seen("k", "n", START - hour + 2 * WINDOW));
    }

    #[test]
    fn a_flood_shortens_the_memory_and_does_not_grow_it() {
        let mut nonces = Nonces::default();
        assert!(!nonces.seen("k", "first", START));
        for count in 0..3 * MOST {
            assert!(!nonces.seen("k", &count.to_string(), START));
        }
        assert!(nonces.younger.len() + nonces.older.len() <= 2 * MOST);
        assert!(nonces.seen("k", &(3 * MOST - 1).to_string(), START));
        assert!(!nonces.seen("k", "first", START));
    }
}
