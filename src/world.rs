//! A world: a store, a clock, the access keys that lead into it, and what it remembers of
//! its callers. The unit of isolation: whatever a test may set, freeze, inspect or throw
//! away belongs to one. Only this file reads the machine's clock and makes randomness.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use actions::{Caller, Principal, Random, due, store::StoreError};
use base64::{Engine, engine::general_purpose::STANDARD};
use rand::{Rng, SeedableRng, rngs::StdRng};
use rsa::RsaPublicKey;

use crate::{
    config::Iam,
    due::Agenda,
    identity::{Identities, Use},
    key_pool::KeyPool,
    record::Record,
    refusals::Refusals,
    saml::Providers,
    seal::{NONCE, Seal},
    sign::{
        Secret,
        nonce::{Clocks, Nonces, Seen},
    },
    store::{Left, ResetError, Store},
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
    pub(crate) providers: Providers,
    pub(crate) seal: Seal,
    nonces: Mutex<Nonces>,
    random: Mutex<StdRng>,
}

impl World {
    /// A world over `store`. The same `seed` yields the same ids; `None` is unpredictable.
    #[must_use]
    pub fn new(store: Store, keys: Keys, frozen: Option<i64>, seed: Option<u64>) -> Self {
        let agenda = Agenda::default();
        // Where the look fails, the first call looks again.
        if let Ok::<_, StoreError>(next) = store.read(due::next) {
            agenda.start(next);
        }
        Self {
            seal: Seal::new(store.secret()),
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
            providers: Providers::default(),
            random: Mutex::new(
                seed.map_or_else(|| StdRng::from_rng(&mut rand::rng()), StdRng::seed_from_u64),
            ),
        }
    }

    /// Whether `nonce` came with this key before. From now on it has; `time` is that of the request.
    pub fn nonce_seen(&self, key_id: &str, nonce: &str, time: i64, clocks: Clocks) -> Seen {
        held(&self.nonces).seen(key_id, nonce, time, clocks)
    }

    /// Writes the nonces down, so that no call is taken again by the next program that serves
    /// this state. To be called when none is taken any more.
    pub async fn save_nonces(&self) -> Result<(), StoreError> {
        let saved = STANDARD.encode(held(&self.nonces).save());
        self.store.write_apart(move |tx| actions::store::keep_nonces(tx, &saved)).await
    }

    /// How long to wait before the first call is taken. Where the last program that served this
    /// state could not write its nonces down, only their time tells its calls from those of this
    /// one, and that counts in seconds.
    #[must_use]
    pub fn settling(&self) -> Duration {
        if self.store.left() != &Left::Unknown {
            return Duration::ZERO;
        }
        let now = real_now();
        let next = (now / SECOND + 1) * SECOND;
        held(&self.nonces).distrust(next);
        Duration::from_millis((next - now).unsigned_abs())
    }

    /// The random bytes of its actions.
    #[must_use]
    pub fn random(&self) -> impl Random + '_ {
        WorldRandom(&self.random)
    }

    /// Back to the state at start: its data, its clock and what it remembers.
    pub async fn reset(&self) -> Result<(), ResetError> {
        self.store.reset().await?;
        self.clock.reset();
        self.agenda.forget();
        *held(&self.nonces) = Nonces::new(self.store.secret());
        self.refusals.clear();
        self.record.clear();
        self.identities.clear();
        Ok(())
    }
}

const SECOND: i64 = 1000;

/// The nonces of the last program that served this state.
fn remembered(store: &Store) -> Nonces {
    let mut nonces = Nonces::new(store.secret());
    let known = match store.left() {
        Left::Nothing => Some(()),
        Left::Nonces(saved) => STANDARD.decode(saved).ok().and_then(|it| nonces.restore(&it)),
        Left::Unknown => None,
    };
    if known.is_none() {
        // Clients write their times in seconds.
        nonces.distrust(real_now() / SECOND * SECOND);
    }
    nonces
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

struct WorldRandom<'a>(&'a Mutex<StdRng>);

impl Random for WorldRandom<'_> {
    fn fill(&mut self, bytes: &mut [u8]) {
        held(self.0).fill_bytes(bytes);
    }
}

/// What a key is made from: the same seed yields the same key.
pub type Seed = [u8; 32];

impl World {
    /// A seed, of the world's random bytes.
    pub(crate) fn seed(&self) -> Seed {
        let mut seed = [0; 32];
        self.random().fill(&mut seed);
        seed
    }
}

struct Seeded(StdRng);

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}

/// The random bytes of a seed.
pub(crate) fn seeded(seed: Seed) -> impl Random {
    Seeded(StdRng::from_seed(seed))
}

/// An upper-case UUID in the form of version 5, as request ids are since 2021.
#[must_use]
pub fn request_id() -> String {
    let bytes = rand::random();
    let id = uuid::Builder::from_bytes(bytes)
        .with_version(uuid::Version::Sha1)
        .with_variant(uuid::Variant::RFC4122)
        .into_uuid();
    id.hyphenated().encode_upper(&mut uuid::Uuid::encode_buffer()).to_owned()
}

/// Sixteen random bytes, for what only has to differ.
#[must_use]
pub fn random_bytes() -> [u8; 16] {
    rand::random()
}

/// Random bytes for a secret that is kept.
#[must_use]
pub fn random_secret() -> [u8; 32] {
    rand::random()
}

/// Random bytes for a text that is sealed.
#[must_use]
pub fn nonce() -> [u8; NONCE] {
    rand::random()
}

/// Milliseconds since 1970 on the machine's clock.
#[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
#[must_use]
pub fn real_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The time of a world: the machine's, shifted or frozen.
pub struct Clock {
    /// Where it stands; [`RUNNING`] if it runs.
    frozen: AtomicI64,
    /// How far it is ahead of the machine's clock while it runs.
    ahead: AtomicI64,
    start: i64,
}

const RUNNING: i64 = i64::MIN;

impl Clock {
    fn new(frozen: Option<i64>) -> Self {
        let start = frozen.unwrap_or(RUNNING);
        Self { frozen: start.into(), ahead: 0.into(), start }
    }

    /// Milliseconds since 1970 in this world.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.at(real_now())
    }

    /// The time in this world when the machine's clock says `real`.
    #[must_use]
    pub fn at(&self, real: i64) -> i64 {
        match self.frozen.load(Ordering::Relaxed) {
            RUNNING => real.saturating_add(self.ahead.load(Ordering::Relaxed)),
            frozen => frozen,
        }
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::Relaxed) != RUNNING
    }

    /// Stops it at `at`.
    pub fn freeze(&self, at: i64) {
        self.frozen.store(at, Ordering::Relaxed);
    }

    /// Moves it to `at`; it stands or runs on as before.
    pub fn set(&self, at: i64) {
        if self.is_frozen() {
            self.freeze(at);
        } else {
            self.ahead.store(at.saturating_sub(real_now()), Ordering::Relaxed);
        }
    }

    /// Moves it by `millis`; it stands or runs on as before.
    pub fn advance(&self, millis: i64) {
        self.set(self.now().saturating_add(millis));
    }

    /// Back to the machine's time.
    pub fn release(&self) {
        self.ahead.store(0, Ordering::Relaxed);
        self.frozen.store(RUNNING, Ordering::Relaxed);
    }

    fn reset(&self) {
        self.ahead.store(0, Ordering::Relaxed);
        self.frozen.store(self.start, Ordering::Relaxed);
    }
}

/// An access key.
#[derive(Clone)]
pub struct Key {
    /// Its id.
    pub id: String,
    /// What a signature by it is checked with.
    pub secret: KeySecret,
    /// Whether it may sign.
    pub active: bool,
    /// Who signs with it.
    pub caller: Arc<Caller>,
    /// Where its use is noted; not for the keys that the program was started with.
    pub used: Option<Arc<Use>>,
}

/// What a key's signatures are checked with.
#[derive(Clone)]
pub enum KeySecret {
    /// The access key secret that both sides hold.
    Shared(String),
    /// The public half of the key pair whose private half signs.
    Public(Box<RsaPublicKey>),
}

impl KeySecret {
    /// As the signature check wants it.
    #[must_use]
    pub fn as_secret(&self) -> Secret<'_> {
        match self {
            Self::Shared(secret) => Secret::Hmac(secret),
            Self::Public(key) => Secret::Rsa(key),
        }
    }
}

/// The access keys that a world was started with, by id.
#[derive(Default)]
pub struct Keys {
    all: HashMap<String, Arc<Key>>,
    /// Whose calls come in when nothing says who calls and nothing asks.
    fallback: Option<Arc<Caller>>,
}

impl Keys {
    /// The root keys of `accounts`. The first account is the one of calls that nobody signed,
    /// where such calls are let pass.
    #[must_use]
    pub fn of(accounts: &[crate::config::Account]) -> Self {
        let mut all = HashMap::new();
        let mut fallback = None;
        for account in accounts {
            let caller = Arc::new(Caller {
                account: account.id.clone(),
                principal: Principal::Root,
                access_key: account.access_key_id.clone(),
            });
            fallback.get_or_insert_with(|| Arc::clone(&caller));
            let (id, secret) = (account.access_key_id.clone(), account.secret.clone());
            let key = Key { id: id.clone(), secret, active: true, caller, used: None };
            all.insert(id, Arc::new(key));
        }
        Self { all, fallback }
    }

    /// The key of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Arc<Key>> {
        self.all.get(id).cloned()
    }

    /// Every key, in no order: the explainer tries their secrets.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Key>> {
        self.all.values().cloned().collect()
    }

    /// The root of the first account.
    #[must_use]
    pub fn fallback(&self) -> Option<Arc<Caller>> {
        self.fallback.clone()
    }
}
