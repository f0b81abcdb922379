//! The memory of nonces: a key may use each once, for as long as the time of its request is within the window.

mod hashes;

use crate::sign::{
    hash::Hash,
    time::{Clocks, WINDOW},
};
use std::{collections::BTreeMap, hash::Hasher as _, ops::Range};

use actions::ports::store::{StoreError, Tx, WriteAheadNonce, save_write_ahead_nonce};
use siphasher::sip::SipHasher24;

use crate::world::nonces::hashes::Hashes;

/// How many nonces are held: 8 bytes each, about 10 MB with the tables of the latest.
pub const LIMIT: usize = 1 << 20;

/// The times of requests whose nonces are forgotten together, in milliseconds.
const SPAN: i64 = 15 * 1000;

/// The shards of the memory. The id of a key selects its shard, so that a key with many calls displaces few others.
const SHARDS: usize = 256;

impl Clocks {
    /// Whether requests of these times may still come, now or later.
    fn may_come(self, times: &Range<i64>) -> bool {
        let near = |now: i64| {
            now.saturating_add(WINDOW) >= times.start && now.saturating_sub(WINDOW) <= times.end
        };
        self.real.saturating_sub(WINDOW) <= times.end || near(self.world)
    }

    /// Whether requests of this time would be accepted again after the program was killed and restarted. It then knows
    /// no nonce and refuses what is dated before its start ([`Nonces::distrust`]); what is dated ahead, or is near
    /// the clock of a world that is behind, is not refused by that.
    fn outlasts_a_kill(self, time: i64) -> bool {
        time > self.real
            || self.world < self.real && self.world.abs_diff(time) <= WINDOW.unsigned_abs()
    }
}

/// What is known of a nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonceUse {
    /// The key has not used it. Now it has.
    New,
    /// The key has used it before.
    Before,
    /// It is not known any more: nonces of requests of this time were dropped.
    Forgotten,
}

/// The nonces that may come again.
///
/// Each is filed by the time of its request and forgotten when that has left the window, so a
/// request that is dated ahead is remembered for longer. There are never more than [`LIMIT`]: under a load that would
/// bring more, the oldest of the busiest part are forgotten sooner, and requests of their time are
/// refused from then on. So no request is accepted twice, and the memory is bounded. The price is
/// that the requests of a busy key may be less late: two minutes at a steady 10,000 calls a second.
///
/// Only keyed hashes are held ([`NonceKey`]); the key is the world's, so that they can be saved with its state.
pub struct Nonces {
    shards: Box<[Shard]>,
    held: usize,
    most: usize,
    /// When expired nonces were last removed, as the number of a span.
    swept: i64,
}

#[derive(Default)]
struct Shard {
    /// By the number of the span that the time of the request is in.
    spans: BTreeMap<i64, Hashes>,
    /// The times of requests whose nonces were forgotten too soon, or are not known.
    forgotten: Range<i64>,
    held: usize,
}

/// What [`Nonces::save`] begins with: the hashes are those of [`NonceKey`], of no other function.
const SAVED: u64 = u64::from_le_bytes(*b"sip-2-4\n");

fn times(span: i64) -> Range<i64> {
    let start = span.saturating_mul(SPAN);
    start..start.saturating_add(SPAN)
}

/// A nonce of an access key, hashed.
#[derive(Clone, Copy, Debug)]
pub struct Nonce {
    hash: u64,
    /// The part of the memory that the access key is in.
    shard: u8,
}

/// The nonce of a call that is to be stored in the transaction of the call.
#[derive(Clone, Copy, Debug)]
pub struct Ahead {
    nonce: WriteAheadNonce,
    /// Nonces of requests before this time have expired.
    over: i64,
}

impl Ahead {
    /// What is to be stored of this nonce, if a start after a kill needs it.
    #[must_use]
    pub fn of(nonce: impl FnOnce() -> Nonce, time: i64, clocks: Clocks) -> Option<Self> {
        clocks.outlasts_a_kill(time).then(|| {
            let Nonce { hash, shard } = nonce();
            let over = clocks.real.min(clocks.world).saturating_sub(WINDOW);
            Self {
                nonce: WriteAheadNonce { time, part: shard.into(), hash: hash.cast_signed() },
                over,
            }
        })
    }

    /// Stores it.
    pub fn keep(self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        save_write_ahead_nonce(tx, self.nonce, self.over)
    }
}

/// What nonces are hashed with: SipHash-2-4 with a key that nobody knows, so nobody can choose a nonce whose hash
/// is that of another. The hashes are not shown to anybody.
pub struct NonceKey(SipHasher24);

impl NonceKey {
    /// The key of the world with this secret.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        let mut key = [0; 16];
        key.copy_from_slice(&Hash::Sha256.of(&[secret, &b"nonces"[..]].concat())[..16]);
        Self(SipHasher24::new_with_key(&key))
    }

    /// A nonce that came with an access key.
    #[must_use]
    pub fn hash(&self, key_id: &str, nonce: &str) -> Nonce {
        let mut hasher = self.0;
        hasher.write(key_id.as_bytes());
        // No key id has this byte.
        hasher.write_u8(0);
        hasher.write(nonce.as_bytes());
        let shard = key_id.bytes().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
        Nonce { hash: hasher.finish(), shard }
    }
}

impl Default for Nonces {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| Shard::default()).collect();
        Self { shards, held: 0, most: LIMIT, swept: i64::MIN }
    }
}

impl Nonces {
    /// Whether the key has used this nonce already; from now on it has. `time` is that of the request.
    pub fn seen(&mut self, nonce: Nonce, time: i64, clocks: Clocks) -> NonceUse {
        self.sweep(clocks);
        if self.held >= self.most {
            self.make_room();
        }
        let Nonce { hash, shard } = nonce;
        let shard = &self.shards[usize::from(shard)];
        // In all spans: the key may have used it in a request of another time.
        if shard.spans.values().any(|known| known.contains(hash)) {
            return NonceUse::Before;
        }
        if shard.forgotten.contains(&time) {
            return NonceUse::Forgotten;
        }
        self.insert(nonce, time.div_euclid(SPAN));
        NonceUse::New
    }

    fn insert(&mut self, Nonce { hash, shard }: Nonce, span: i64) {
        let shard = &mut self.shards[usize::from(shard)];
        if shard.spans.entry(span).or_default().insert(hash) {
            shard.held += 1;
            self.held += 1;
        }
    }

    /// Adds a nonce that was stored.
    pub fn remember(&mut self, ahead: &WriteAheadNonce) {
        let Ok(shard) = u8::try_from(ahead.part) else { return };
        let nonce = Nonce { hash: ahead.hash.cast_unsigned(), shard };
        self.insert(nonce, ahead.time.div_euclid(SPAN));
    }

    /// From here on, requests of before `start` on the machine's clock may have come already.
    pub fn distrust(&mut self, start: i64) {
        for shard in &mut self.shards {
            shard.forgotten = start.saturating_sub(WINDOW)..start;
        }
    }

    /// Removes expired nonces, once per span.
    fn sweep(&mut self, clocks: Clocks) {
        let span = clocks.real.div_euclid(SPAN);
        if self.swept == span {
            return;
        }
        self.swept = span;
        for shard in &mut self.shards {
            shard.spans.retain(|&span, _| clocks.may_come(&times(span)));
            shard.held = shard.spans.values().map(Hashes::len).sum();
            if !clocks.may_come(&shard.forgotten) {
                shard.forgotten = 0..0;
            }
        }
        self.held = self.shards.iter().map(|shard| shard.held).sum();
    }

    /// Forgets the oldest of the busiest parts, an eighth of all.
    fn make_room(&mut self) {
        let mut until = i64::MIN;
        while self.held > self.most / 8 * 7 {
            let Some(shard) = self.shards.iter_mut().max_by_key(|shard| shard.held) else { return };
            let Some((span, gone)) = shard.spans.pop_first() else { return };
            shard.held -= gone.len();
            self.held -= gone.len();
            let gone = times(span);
            until = until.max(gone.end);
            let from = if shard.forgotten.is_empty() { gone.start } else { shard.forgotten.start };
            // A client with a frozen clock has one time for all its requests. It would be locked out.
            if !shard.spans.is_empty() {
                shard.forgotten = from.min(gone.start)..gone.end.max(shard.forgotten.end);
            }
        }
        tracing::warn!(
            nonces = self.most,
            "so many calls came that their nonces are forgotten early: calls dated before {} are \
             refused for the keys that called most",
            crate::sign::time::write_iso(until)
        );
    }

    /// What is remembered, for [`restore`](Self::restore).
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(8 * self.held + 64);
        let mut number = |n: u64| out.extend_from_slice(&n.to_le_bytes());
        number(SAVED);
        for (at, shard) in (0u64..).zip(&self.shards) {
            let Shard { spans, forgotten, .. } = shard;
            if spans.is_empty() && forgotten.is_empty() {
                continue;
            }
            for n in [at, forgotten.start.cast_unsigned(), forgotten.end.cast_unsigned()] {
                number(n);
            }
            number(spans.len() as u64);
            for (span, hashes) in spans {
                number(span.cast_unsigned());
                number(hashes.len() as u64);
                for hash in hashes.iter() {
                    number(hash);
                }
            }
        }
        out
    }

    /// Restores what [`save`](Self::save) has returned; `None` for anything else, of which a part may be restored.
    pub fn restore(&mut self, saved: &[u8]) -> Option<()> {
        let (chunks, []) = saved.as_chunks::<8>() else { return None };
        let mut numbers = chunks.iter().map(|chunk| u64::from_le_bytes(*chunk));
        let mut next = || numbers.next();
        if next()? != SAVED {
            return None;
        }
        while let Some(at) = next() {
            let shard = self.shards.get_mut(usize::try_from(at).ok()?)?;
            shard.forgotten = next()?.cast_signed()..next()?.cast_signed();
            for _ in 0..next()? {
                let hashes = shard.spans.entry(next()?.cast_signed()).or_default();
                for _ in 0..next()? {
                    if hashes.insert(next()?) {
                        shard.held += 1;
                        self.held += 1;
                    }
                }
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_795_301_621_000;

    fn nonces() -> Nonces {
        Nonces::default()
    }

    fn ask(nonces: &mut Nonces, key: &str, nonce: &str, time: i64, clocks: Clocks) -> NonceUse {
        nonces.seen(NonceKey::new(&[7; 32]).hash(key, nonce), time, clocks)
    }

    /// Both clocks at once.
    fn at(now: i64) -> Clocks {
        Clocks { real: now, world: now }
    }

    #[test]
    fn a_nonce_counts_once_for_each_key() {
        let mut nonces = nonces();
        let mut seen = |key, nonce| ask(&mut nonces, key, nonce, START, at(START));
        assert_eq!(seen("testid", "n"), NonceUse::New);
        assert_eq!(seen("testid", "n"), NonceUse::Before);
        assert_eq!(seen("other", "n"), NonceUse::New);
        assert_eq!(seen("testi", "dn"), NonceUse::New);
    }

    /// A client that signs anew keeps the nonce by mistake, and has another time.
    #[test]
    fn a_nonce_counts_once_whatever_the_time_of_its_request() {
        for later in [SPAN - 1, SPAN, 16_000, WINDOW] {
            for sign in [-1, 1] {
                let mut nonces = nonces();
                assert_eq!(ask(&mut nonces, "k", "n", START, at(START)), NonceUse::New);
                let again = START + sign * later;
                assert_eq!(
                    ask(&mut nonces, "k", "n", again, at(START)),
                    NonceUse::Before,
                    "{again}"
                );
            }
        }
    }

    #[test]
    fn it_is_remembered_until_the_time_of_its_request_has_left_the_window() {
        let mut nonces = nonces();
        for dated in [START - WINDOW, START, START + WINDOW] {
            let nonce = dated.to_string();
            assert_eq!(ask(&mut nonces, "k", &nonce, dated, at(START)), NonceUse::New);
            assert_eq!(
                ask(&mut nonces, "k", &nonce, dated, at(dated + WINDOW)),
                NonceUse::Before,
                "{dated}"
            );
        }
        assert!(nonces.held > 0);
        ask(&mut nonces, "k", "m", START + 3 * WINDOW, at(START + 3 * WINDOW));
        assert_eq!(nonces.held, 1);
    }

    #[test]
    fn a_frozen_world_forgets_nothing_that_it_would_take_again() {
        let mut nonces = nonces();
        let hour = 60 * 60 * 1000;
        let clocks = |real| Clocks { real, world: START };
        assert_eq!(ask(&mut nonces, "k", "n", START, clocks(START + hour)), NonceUse::New);
        assert_eq!(ask(&mut nonces, "k", "n", START, clocks(START + 9 * hour)), NonceUse::Before);
    }

    #[test]
    fn a_flood_neither_grows_the_memory_nor_lets_a_call_in_twice() {
        let mut nonces = Nonces { most: 1000, ..nonces() };
        // Another key calls once, and then one floods.
        assert_eq!(ask(&mut nonces, "quiet", "first", START, at(START)), NonceUse::New);
        for n in 0..5000 {
            let now = START + n * 100;
            assert_eq!(
                ask(&mut nonces, "busy", &n.to_string(), now, at(now)),
                NonceUse::New,
                "{n}"
            );
            assert!(nonces.held <= 1000);
        }
        let now = at(START + 500_000);
        for n in 0..5000 {
            let seen = ask(&mut nonces, "busy", &n.to_string(), START + n * 100, now);
            assert_ne!(seen, NonceUse::New, "{n}");
        }
        assert_eq!(ask(&mut nonces, "busy", "0", START, now), NonceUse::Forgotten);
        assert_eq!(ask(&mut nonces, "quiet", "first", START, now), NonceUse::Before);
        assert_eq!(ask(&mut nonces, "quiet", "second", START, now), NonceUse::New);
    }

    #[test]
    fn a_flood_of_one_time_does_not_lock_its_client_out() {
        let mut nonces = Nonces { most: 1000, ..nonces() };
        for n in 0..3000 {
            assert_eq!(ask(&mut nonces, "k", &n.to_string(), START, at(START)), NonceUse::New);
        }
        assert!(nonces.held <= 1000);
    }

    #[test]
    fn what_is_saved_is_remembered_by_another() {
        let mut before = nonces();
        ask(&mut before, "k", "n", START, at(START));
        ask(&mut before, "other", "n", START + WINDOW, at(START));
        let mut after = nonces();
        assert_eq!(after.restore(&before.save()), Some(()));
        assert_eq!(after.held, 2);
        assert_eq!(ask(&mut after, "k", "n", START, at(START)), NonceUse::Before);
        assert_eq!(ask(&mut after, "other", "n", START + WINDOW, at(START)), NonceUse::Before);
        assert_eq!(ask(&mut after, "k", "m", START, at(START)), NonceUse::New);
        let cut = &before.save()[..24];
        // The first is of no nonces, and of a version that hashed them otherwise.
        for bad in [&b""[..], b"x", &[9; 8], &[0; 24], &[255; 40], cut] {
            assert_eq!(nonces().restore(bad), None, "{bad:?}");
        }
        assert_eq!(nonces().restore(&nonces().save()), Some(()));
    }

    #[test]
    fn what_is_dated_ahead_is_to_be_written_down_and_no_more_than_that() {
        let kept =
            |time, clocks| Ahead::of(|| NonceKey::new(&[7; 32]).hash("k", "n"), time, clocks);
        for time in [START - WINDOW, START - 1000, START] {
            assert!(kept(time, at(START + 999)).is_none(), "{time}");
        }
        let ahead = kept(START + 1000, at(START + 999)).unwrap();
        assert_eq!(ahead.over, START + 999 - WINDOW);
        let mut after = nonces();
        after.distrust(START);
        after.remember(&ahead.nonce);
        assert_eq!(ask(&mut after, "k", "n", START + 1000, at(START)), NonceUse::Before);
        assert_eq!(ask(&mut after, "k", "m", START + 1000, at(START)), NonceUse::New);
        assert_eq!(after.held, 2);
        // In a world that is behind, its own times stay near for as long as it is.
        let behind = Clocks { real: START, world: 0 };
        assert!(kept(1000, behind).is_some() && kept(START - 1000, behind).is_none());
        let ahead = Clocks { real: 0, world: START };
        assert!(kept(START, ahead).is_some() && kept(0, ahead).is_none());
    }

    #[test]
    fn who_does_not_know_what_came_before_takes_nothing_from_before() {
        let mut nonces = nonces();
        nonces.distrust(START);
        assert_eq!(ask(&mut nonces, "k", "n", START - 1000, at(START)), NonceUse::Forgotten);
        assert_eq!(ask(&mut nonces, "k", "n", START, at(START)), NonceUse::New);
        // A frozen world has times of its own.
        let frozen = Clocks { real: START, world: 0 };
        assert_eq!(ask(&mut nonces, "k", "m", 0, frozen), NonceUse::New);
    }
}
