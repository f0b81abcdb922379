//! A world: a database, a clock, the access keys that lead into it, and what it remembers of
//! its callers. The unit of isolation: whatever a test may set, freeze, inspect or throw
//! away belongs to one.

pub mod consistency;
pub mod due;
pub mod faults;
mod first_second;
pub mod identity;
mod instance_role;
pub mod journal;
pub mod key_pool;
pub mod nonces;
pub mod outbound;
pub mod paging;
pub mod queries;
mod reading;
mod replicas;
mod reset;
pub mod resources;
pub mod robots;
pub mod seed;
pub mod sharing;
pub mod snapshots;
mod threads;
pub mod transaction;
pub mod worlds;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use actions::{
    Random,
    ports::{
        delivery,
        store::{StoreError, Tx},
    },
    shared::accounts,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::sync::watch;

use crate::{
    clock::{Clock, real_now},
    config::{Iam, JournalLimits},
    exchange::Exchange,
    keys::{Account, Keys},
    metrics::Metrics,
    random::{self, Shared, Unique},
    seal::Seal,
    sign::time::Clocks,
    store::{Contents, Database, Image, OpenError, Opening},
    world::{
        consistency::Consistency,
        due::Agenda,
        faults::Faults,
        first_second::remembered,
        identity::Identities,
        journal::{Journal, lines},
        key_pool::KeyPool,
        nonces::{Ahead, NonceKey, NonceUse, Nonces},
        outbound::Outbound,
        paging::Paging,
        queries::Queries,
        reading::Reader,
        replicas::Known,
        robots::Robots,
        sharing::Sharing,
    },
};

pub use self::threads::Threads;

/// What a world is made with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its data file, or `:memory:`.
    pub data: String,
    /// How that is opened.
    pub opening: Opening,
    /// The accounts that it begins with. The first is the one of calls that nobody signed, where such calls
    /// are let pass.
    pub accounts: Vec<Account>,
    /// When its clock is frozen at first, in milliseconds since 1970; else it runs.
    pub frozen: Option<i64>,
    /// The same seed yields the same ids, secrets and keys; `None` is unpredictable.
    pub seed: Option<u64>,
    /// What policies do.
    pub iam: Iam,
    /// How many calls its journal keeps.
    pub journal: JournalLimits,
    /// Whether its messages wait to be delivered; else they are only recorded.
    pub deliver: bool,
    /// The URL of the server, for what it answers that leads back to it.
    pub base: Arc<OnceLock<String>>,
    /// What the names of all worlds of its server begin with.
    pub world_prefix: String,
}

impl Default for Settings {
    /// A world without accounts that keeps nothing.
    fn default() -> Self {
        Self {
            data: ":memory:".into(),
            opening: Opening::default(),
            accounts: Vec::new(),
            frozen: None,
            seed: None,
            iam: Iam::default(),
            journal: JournalLimits::default(),
            deliver: false,
            base: Arc::default(),
            world_prefix: String::new(),
        }
    }
}

/// A database with its clock, keys, nonces and journal.
pub struct World {
    /// What the ids of its access keys and its links name it; nothing for the first one.
    pub name: Box<str>,
    /// Its state.
    pub database: Database,
    /// Its time.
    pub clock: Clock,
    /// The access keys that lead into it.
    pub keys: Keys,
    /// What it remembers of users, roles and their keys.
    pub identities: Identities,
    /// What it was made with.
    pub settings: Settings,
    /// What policies do.
    pub iam: Iam,
    /// When its next work is due.
    pub agenda: Agenda,
    /// What makes the keys that its calls and its due work ask for.
    pub key_pool: Arc<KeyPool>,
    /// Its last calls.
    pub journal: Journal,
    /// What its program counts.
    pub metrics: Arc<Metrics>,
    /// The number of the last message of its outbox, for those who wait for one.
    pub messages: watch::Sender<i64>,
    /// Told when its state is replaced as a whole, for those who follow it: `reset`, or `restored` from a snapshot.
    pub replaced: watch::Sender<&'static str>,
    /// What tells that there are messages to deliver.
    pub outbound: Outbound,
    /// Turns true when it is dropped, for those who wait for something in it.
    pub ended: Arc<watch::Sender<bool>>,
    /// The faults that are injected into its calls.
    pub faults: Faults,
    /// Which of its writes become visible late.
    pub consistency: Consistency,
    /// How long its pages are, and how long their tokens are valid.
    pub paging: Paging,
    /// Its chat bots, and the messages that came to them.
    pub robots: Robots,
    /// What its name server was asked.
    pub queries: Queries,
    pub(crate) reader: Reader,
    pub(crate) seal: Seal,
    known: Known,
    sharing: Sharing,
    nonce_key: NonceKey,
    nonces: Mutex<Nonces>,
    random: Shared,
    /// What makes request ids and the like.
    pub(crate) unique: Unique,
    /// The same for requests that are refused before it is looked for what they call.
    pub(crate) refusals: Unique,
}

impl World {
    /// Opens the world of this name in its data file.
    pub fn open(name: &str, settings: &Settings, threads: &Threads) -> Result<Self, OpenError> {
        let open = |contents: Contents<'_>| {
            Database::open(&threads.engine, &settings.data, contents, &settings.opening)
        };
        Self::over(open, name, settings, Clock::new(settings.frozen), threads)
    }

    /// Makes a world in memory, which begins with the state of an image and the time of a clock.
    pub fn begin(
        name: &str,
        settings: &Settings,
        (image, clock): (&Arc<Image>, &Clock),
        threads: &Threads,
    ) -> Result<Self, OpenError> {
        let open = |contents: Contents<'_>| Database::in_memory(&threads.engine, image, contents);
        Self::over(open, name, settings, clock.fork(), threads)
    }

    /// A world over the database that `open` opens.
    fn over(
        open: impl FnOnce(Contents<'_>) -> Result<Database, OpenError>,
        name: &str,
        settings: &Settings,
        clock: Clock,
        threads: &Threads,
    ) -> Result<Self, OpenError> {
        let keys = Keys::of(&settings.accounts);
        let begin = |tx: &mut dyn Tx| {
            if settings.opening.from.is_some() {
                delivery::leave(tx, outbound::FROM_BEFORE)?;
            }
            add_accounts(tx, &keys.accounts(), clock.now())
        };
        let secret = random::secret(settings.seed);
        let at_first = clock.state().to_string();
        let contents =
            Contents { schema: actions::schema(), secret, begin: &begin, clock: &at_first };
        let database = open(contents)?;
        if let Some(head) = database.head() {
            clock.go(&head.clock);
        }
        let seed = settings.seed.map(|seed| random::seed_of_start(seed, database.starts()));
        let agenda = Agenda::default();
        let ended = Arc::new(watch::Sender::new(false));
        // Where the look fails, the first call looks again.
        if let Ok(next) = database.due() {
            agenda.begin(*next);
        }
        let journal = Journal::new(name, settings.journal, threads.journal_file.clone());
        let journal = journal.of_process(sharing::name(&database, settings.journal));
        if let Some(head) = database.head() {
            journal.mark(head.into());
        }
        let world = Self {
            name: name.into(),
            seal: Seal::new(database.secret()),
            nonce_key: NonceKey::new(database.secret()),
            nonces: Mutex::new(remembered(&database)),
            known: Known::of(database.head()),
            sharing: Sharing::default(),
            journal,
            database,
            clock,
            keys,
            identities: Identities::default(),
            iam: settings.iam,
            agenda,
            key_pool: Arc::clone(&threads.key_pool),
            metrics: Arc::clone(&threads.metrics),
            messages: watch::Sender::new(0),
            replaced: watch::Sender::new(""),
            outbound: Outbound::default(),
            faults: Faults::new(Arc::clone(&threads.stopping), Arc::clone(&ended)),
            ended,
            consistency: Consistency::default(),
            paging: Paging::default(),
            robots: Robots::default(),
            queries: Queries::default(),
            reader: Reader::default(),
            random: Shared::new(seed),
            settings: settings.clone(),
            unique: Unique::new(seed),
            refusals: Unique::apart(seed),
        };
        world.journal.begin(|| lines::header(&world));
        Ok(world)
    }

    /// Opens a world with threads of its own.
    pub fn alone(settings: &Settings) -> Result<Arc<Self>, OpenError> {
        let threads =
            Threads::start().map_err(|cause| OpenError::Io { file: "a thread".into(), cause })?;
        Self::open("", settings, &threads).map(Self::served)
    }

    /// Ends all that waits in it: it is dropped.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    /// The id of the first key of a root that it was made with.
    #[must_use]
    pub fn first_key(&self) -> Option<&str> {
        let mut ids = self.settings.accounts.iter().map(|it| it.access_key_id.as_str());
        ids.find(|it| !it.is_empty())
    }

    /// What the clocks say now.
    #[must_use]
    pub fn clocks(&self) -> Clocks {
        let real = real_now();
        Clocks { real, world: self.clock.at(real) }
    }

    /// Whether `nonce` came with this key before. From now on it has; `time` is that of the request.
    pub fn nonce_seen(&self, key_id: &str, nonce: &str, time: i64, clocks: Clocks) -> NonceUse {
        // Hashed before the lock is taken.
        let nonce = self.nonce_key.hash(key_id, nonce);
        lock(&self.nonces).seen(nonce, time, clocks)
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
        let nonce = || self.nonce_key.hash(key_id, nonce);
        if self.database.is_shared() {
            return Some(Ahead::new(nonce(), time, clocks));
        }
        Ahead::of(nonce, time, clocks)
    }

    /// Writes the nonces down, so that no call is taken again by the next program that serves
    /// this state. To be called when no more calls are accepted.
    pub async fn save_nonces(&self) -> Result<(), StoreError> {
        if self.database.is_shared() {
            return Ok(()); // they are there
        }
        let saved = STANDARD.encode(lock(&self.nonces).save());
        self.database
            .write_apart(move |tx| actions::ports::store::save_nonces(tx, &saved), |()| ())
            .await
    }

    /// Looks at a call once all is known of it, and at the body of its answer. What is shown of calls later is kept
    /// here, and nowhere else.
    pub fn finished(&self, exchange: Exchange<'_>, answer: &[u8]) {
        self.metrics.answered(&exchange, answer.len());
        self.journal.add(exchange, answer);
    }

    /// The random bytes of its actions.
    #[must_use]
    pub fn random(&self) -> impl Random + '_ {
        &self.random
    }
}

/// The image of the state of a world in which nobody has done anything.
fn empty() -> Result<Arc<Image>, OpenError> {
    Image::empty(Contents::of(actions::schema()))
}

/// Puts accounts into the table of accounts, as far as they are not there.
fn add_accounts(tx: &mut dyn Tx, ids: &BTreeSet<String>, created: i64) -> Result<(), StoreError> {
    ids.iter().try_for_each(|id| {
        let root = accounts::Account { id: id.clone(), parent: None, name: String::new(), created };
        accounts::add(tx, &root).map(drop)
    })
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
