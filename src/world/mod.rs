//! A world: a store, a clock, the access keys that lead into it, and what it remembers of
//! its callers. The unit of isolation: whatever a test may set, freeze, inspect or throw
//! away belongs to one.

pub mod due;
pub mod identity;
pub mod key_pool;
pub mod nonces;
mod reading;
pub mod record;
pub mod refusals;
pub mod seal;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use actions::{
    Random,
    ports::{due as due_table, store::StoreError},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use tracing::debug;

use crate::{
    clock::{Clock, real_now},
    config::Iam,
    keys::Keys,
    random::{Seed, Shared},
    store::{Left, ResetError, Store},
    world::{
        due::Agenda,
        identity::Identities,
        key_pool::KeyPool,
        nonces::{Ahead, Clocks, NonceKey, Nonces, Seen},
        reading::Reader,
        record::Record,
        refusals::Refusals,
        seal::Seal,
    },
};

/// A store with its clock, keys, nonces and refusals.
pub struct World {
    /// Its state.
    pub store: Store,
    /// Its time.
    pub clock: Clock,
    /// The access keys that lead into it.
    pub keys: Keys,
    /// What it remembers of users, roles and their keys.
    pub identities: Identities,
    /// What policies do.
    pub iam: Iam,
    /// What its callers have asked of the policies, where that is recorded.
    pub record: Record,
    /// When its next work is due.
    pub agenda: Agenda,
    /// What makes the keys that its calls and its due work ask for.
    pub key_pool: KeyPool,
    /// The calls it has refused, for the explainer.
    pub refusals: Refusals,
    pub(crate) reader: Reader,
    pub(crate) seal: Seal,
    nonce_key: NonceKey,
    nonces: Mutex<Nonces>,
    random: Shared,
}

impl World {
    /// A world over `store`. The same `seed` yields the same ids; `None` is unpredictable.
    #[must_use]
    pub fn new(store: Store, keys: Keys, frozen: Option<i64>, seed: Option<u64>) -> Self {
        let agenda = Agenda::default();
        // Where the look fails, the first call looks again.
        if let Ok::<_, StoreError>(next) = store.read(due_table::next) {
            agenda.start(next);
        }
        Self {
            seal: Seal::new(store.secret()),
            nonce_key: NonceKey::new(store.secret()),
            nonces: Mutex::new(remembered(&store)),
            store,
            clock: Clock::new(frozen),
            keys,
            identities: Identities::default(),
            iam: Iam::default(),
            record: Record::default(),
            agenda,
            key_pool: KeyPool::default(),
            refusals: Refusals::default(),
            reader: Reader::default(),
            random: Shared::new(seed),
        }
    }

    /// Whether `nonce` came with this key before. From now on it has; `time` is that of the request.
    pub fn nonce_seen(&self, key_id: &str, nonce: &str, time: i64, clocks: Clocks) -> Seen {
        // Hashed before the lock is taken.
        let nonce = self.nonce_key.hash(key_id, nonce);
        held(&self.nonces).seen(nonce, time, clocks)
    }

    /// What a call with this nonce is to write down with what it writes, if anything.
    #[must_use]
    pub fn nonce_ahead(
        &self,
        key_id: &str,
        nonce: &str,
        time: i64,
        clocks: Clocks,
    ) -> Option<Ahead> {
        Ahead::of(|| self.nonce_key.hash(key_id, nonce), time, clocks)
    }

    /// Writes the nonces down, so that no call is taken again by the next program that serves
    /// this state. To be called when none is taken any more.
    pub async fn save_nonces(&self) -> Result<(), StoreError> {
        let saved = STANDARD.encode(held(&self.nonces).save());
        self.store.write_apart(move |tx| actions::ports::store::keep_nonces(tx, &saved)).await
    }

    /// The random bytes of its actions.
    #[must_use]
    pub fn random(&self) -> impl Random + '_ {
        &self.random
    }

    /// Back to the state at start: its data, its clock and what it remembers.
    pub async fn reset(&self) -> Result<(), ResetError> {
        self.store.reset().await?;
        self.clock.reset();
        self.agenda.forget();
        *held(&self.nonces) = Nonces::default();
        self.refusals.clear();
        self.record.clear();
        self.identities.clear();
        Ok(())
    }
}

const SECOND: i64 = 1000;

/// The nonces of the last program that served this state.
fn remembered(store: &Store) -> Nonces {
    let mut nonces = Nonces::default();
    let mut restore = |saved: &str| STANDARD.decode(saved).ok().and_then(|it| nonces.restore(&it));
    let written = match store.left() {
        Left::Nothing => return nonces,
        Left::Nonces(saved) => match restore(saved) {
            Some(()) => return nonces,
            None => i64::MAX,
        },
        Left::Killed(killed) => {
            let _ = killed.nonces.as_deref().map(restore);
            killed.ahead.iter().for_each(|ahead| nonces.remember(ahead));
            killed.written
        }
    };
    // Requests of before this start may have come already. Clients write their times in seconds.
    nonces.distrust(second_after(written));
    nonces
}

/// The second in which this start is, once it is later than that of the last write: until then it waits, less
/// than a second.
fn second_after(written: i64) -> i64 {
    let now = real_now();
    let second = now / SECOND * SECOND;
    // The clock of the file system may be this much behind.
    if written.saturating_add(20) < second {
        return second;
    }
    let rest = second + SECOND - now;
    debug!(
        "the process before was killed in this second: serving begins with the next, in {rest} ms"
    );
    thread::sleep(Duration::from_millis(rest.unsigned_abs()));
    second + SECOND
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// A seed, of the world's random bytes.
    pub(crate) fn seed(&self) -> Seed {
        let mut seed = [0; 32];
        self.random().fill(&mut seed);
        seed
    }
}
