//! The memory of nonces: a key may use each once, for as long as the time of its request is within the window.
//!
//! A client signs with the machine's clock, whatever the world's says, so the time of a request may be near either.
//! There are at most [`LIMIT`]; beyond that the oldest of the busiest keys are forgotten and requests of their time
//! are refused, so a flood neither grows the memory nor lets a call in twice, and other keys notice nothing.
//!
//! A clean stop writes them into the database. A killed process leaves none of its own: the next start refuses what
//! is dated before its first second (`first_second.rs`), and reads those of writes that were dated ahead, which their
//! transactions wrote down (`world_nonce_ahead`). What is left: a call that changed nothing can be sent again after a
//! kill if it was dated ahead, or in the second of a start that follows no write of that second.

mod hashes;

use crate::sign::{
    hash::Hash,
    time::{Clocks, WINDOW},
};
use std::{collections::BTreeMap, hash::Hasher as _, ops::Range};

use actions::ports::store::{StoreError, Tx, WriteAheadNonce, save_write_ahead_nonce};
use siphasher::sip::SipHasher24;

use crate::{store::SharedNonce, world::nonces::hashes::Hashes};

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
        clocks.outlasts_a_kill(time).then(|| Self::new(nonce(), time, clocks))
    }

    /// The nonce of a request of this time.
    #[must_use]
    pub fn new(Nonce { hash, shard }: Nonce, time: i64, clocks: Clocks) -> Self {
        let over = clocks.real.min(clocks.world).saturating_sub(WINDOW);
        let nonce = WriteAheadNonce { time, part: shard.into(), hash: hash.cast_signed() };
        Self { nonce, over }
    }

    /// The same, for the other processes that serve the world.
    #[must_use]
    pub fn shared(self, Clocks { real, world }: Clocks) -> SharedNonce {
        let WriteAheadNonce { time, hash, .. } = self.nonce;
        let near = (world.saturating_sub(WINDOW), world.saturating_add(WINDOW));
        SharedNonce { hash, time, since: real.saturating_sub(WINDOW), near }
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
mod tests;
