//! The worlds of a program, and how a call finds its own.
//!
//! There is one at first. The ids of access keys that others make begin with their names, so a call finds its
//! world by the key that signs it, and its token is opened there. A link names its world in its query.

mod other;
mod others;

use std::{
    collections::HashSet,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use actions::{
    Random,
    shared::{access_key, ids},
};
use tokio::{
    sync::{Notify, OnceCell, watch},
    task, time,
};

pub use self::other::{Origin, Other};
use self::{other::Open, others::Others};
use crate::{
    clock::{Clock, real_now},
    keys::{Account, KeySecret},
    metrics::Metrics,
    random,
    store::{Image, OpenError},
    world::{self, Settings, Threads, World, due, snapshots::Snapshots},
};

/// What calls of people name the first world; its name is empty.
pub const FIRST: &str = "default";

/// All worlds. The first is open; each other is opened when it is first entered. None but the first has a thread or
/// an open file.
pub struct Worlds {
    threads: Threads,
    first: Arc<World>,
    snapshots: Arc<Snapshots>,
    others: RwLock<Others>,
    /// How many there are, with the first, for those who follow it.
    counted: watch::Sender<usize>,
    /// How many others there are or were; while it is 0, a call is not looked at to find its world.
    count: AtomicUsize,
    /// The state that empty worlds begin with.
    empty: OnceCell<Arc<Image>>,
    /// There is a world that may be idle sooner than those before.
    added: Notify,
}

/// The world that an access key leads into.
pub enum Entrance {
    /// This one.
    World(Arc<World>),
    /// One that was dropped.
    Dropped,
}

/// Why a world cannot be entered.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// Its data cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The program ends.
    #[error("the server is stopping")]
    Stopping,
}

impl Worlds {
    /// Opens the first world.
    pub fn open(settings: &Settings, threads: Threads) -> Result<Self, OpenError> {
        let first = World::open("", settings, &threads)?;
        Ok(Self::around(first.served(), threads))
    }

    fn around(first: Arc<World>, threads: Threads) -> Self {
        let snapshots = Arc::new(Snapshots::beside(&first.settings.data));
        let (others, count) = (RwLock::default(), 0.into());
        let (empty, added) = (OnceCell::new(), Notify::new());
        let counted = watch::Sender::new(1);
        Self { threads, first, snapshots, others, counted, count, empty, added }
    }

    /// The one that is open: that of calls and links that name no other.
    #[must_use]
    pub fn first(&self) -> &Arc<World> {
        &self.first
    }

    /// The snapshots of its worlds.
    #[must_use]
    pub fn snapshots(&self) -> &Arc<Snapshots> {
        &self.snapshots
    }

    /// An empty state, with the settings of the first world and no accounts.
    #[must_use]
    pub fn empty(&self) -> Origin {
        let settings = Settings { accounts: Vec::new(), ..self.first.settings.clone() };
        let clock = Clock::new(settings.frozen);
        Origin { name: "empty".into(), image: None, settings, clock, random: None }
    }

    /// The state, the settings and the time of a world, as they are at one moment.
    pub async fn fork(&self, world: &Arc<World>) -> Result<Origin, OpenError> {
        let there = Arc::clone(world);
        let (image, clock) = world.database.image(move || there.clock.fork()).await?;
        let name = if world.name.is_empty() { FIRST.into() } else { world.name.to_string() };
        Ok(Origin::of(name, image, world.settings.clone(), clock))
    }

    /// Adds a world with these settings and so many accounts more, which begins empty. It is not opened yet. Its name,
    /// and the accounts with the keys of their roots, which lead into it.
    pub fn add(&self, settings: Settings, accounts: usize) -> (String, Vec<Account>) {
        let clock = Clock::new(settings.frozen);
        let origin = Origin { name: "empty".into(), image: None, settings, clock, random: None };
        let had = origin.settings.accounts.len();
        let keys = |name: &str, settings: &mut Settings, random: &mut dyn Random| {
            settings.accounts.extend((0..accounts).map(|_| fresh(name, random)));
        };
        self.insert(origin, None, usize::MAX, keys).map_or_else(Default::default, |made| {
            let accounts = made.origin.settings.accounts.iter().skip(had).cloned().collect();
            (made.name.to_string(), accounts)
        })
    }

    /// Makes a world that begins with `origin`, unless there are `most` already. It has the accounts of that and so many
    /// in all, each with a new key of its root, which leads into it. It is not opened yet.
    pub fn make(
        &self,
        origin: Origin,
        accounts: usize,
        ttl: Option<i64>,
        most: usize,
    ) -> Option<Arc<Other>> {
        let made = self.insert(origin, ttl, most, |name, settings, random| {
            let mut had = HashSet::new();
            settings.accounts.retain(|account| had.insert(account.id.clone()));
            for account in &mut settings.accounts {
                *account = Account { id: account.id.clone(), ..fresh(name, random) };
            }
            while settings.accounts.len() < accounts {
                let account = fresh(name, random);
                if had.insert(account.id.clone()) {
                    settings.accounts.push(account);
                }
            }
        })?;
        self.added.notify_one();
        Some(made)
    }

    fn insert(
        &self,
        mut origin: Origin,
        ttl: Option<i64>,
        most: usize,
        keys: impl FnOnce(&str, &mut Settings, &mut dyn Random),
    ) -> Option<Arc<Other>> {
        let now = real_now();
        let mut others = self.write();
        if others.all.len() >= most {
            return None;
        }
        let before = self.count.fetch_add(1, Ordering::Release) as u64;
        let seed = self.first.settings.seed.map(|seed| seed.wrapping_add(before + 1));
        let mut random = random::seeded(random::secret(seed));
        let name = loop {
            let name = access_key::new_world(&self.first.settings.world_prefix, &mut random);
            if !others.all.contains_key(&*name) && !others.was_dropped.contains(&*name) {
                break name;
            }
        };
        if origin.random.is_none() && origin.settings.seed == self.first.settings.seed {
            // Each world of a server has a number of its own.
            origin.settings.seed = seed;
        } else {
            // The accounts follow from the number alone, and not from the worlds before.
            origin.settings.seed = origin.random.or(origin.settings.seed);
            random = random::seeded(random::secret(origin.settings.seed));
        }
        keys(&name, &mut origin.settings, &mut random);
        let (name, used, open) = (Box::from(name), now.into(), OnceCell::new());
        let other = Arc::new(Other { name, origin, made: now, ttl, used, open });
        others.all.insert(other.name.clone(), Arc::clone(&other));
        self.counted.send_replace(1 + others.all.len());
        Some(other)
    }

    /// Drops a world. Whether there was one. What runs in it ends, and then its data are gone.
    pub fn remove(&self, name: &str) -> bool {
        // What is freed is freed after the lock.
        let mut others = self.write();
        let removed = others.remove(name);
        self.counted.send_replace(1 + others.all.len());
        drop(others);
        removed.is_some()
    }

    /// Drops those that are idle for longer than they may be, as time passes. Never ends.
    pub async fn drop_idle(&self) {
        loop {
            let now = real_now();
            let next = self.read().all.values().map(|it| it.until()).min().unwrap_or(i64::MAX);
            if next <= now {
                let mut others = self.write();
                let idle: Vec<_> =
                    others.all.values().filter(|it| it.until() <= now).cloned().collect();
                let dropped: Vec<_> = idle.iter().map(|it| others.remove(&it.name)).collect();
                self.counted.send_replace(1 + others.all.len());
                drop(others);
                drop((idle, dropped));
                continue;
            }
            let wait = Duration::from_millis(next.saturating_sub(now).unsigned_abs());
            // The machine's clock may be set meanwhile.
            let wait = wait.min(Duration::from_secs(60));
            let _ = time::timeout(wait, self.added.notified()).await;
        }
    }

    /// The world of this name, opened if it is not; `None` if there is none.
    pub async fn named(&self, name: &str) -> Result<Option<Arc<World>>, EnterError> {
        if name.is_empty() || name == FIRST {
            return Ok(Some(Arc::clone(&self.first)));
        }
        let Some(other) = self.read().all.get(name).cloned() else { return Ok(None) };
        other.used.store(real_now(), Ordering::Relaxed);
        if let Some(open) = other.open.get() {
            return Ok(Some(Arc::clone(&open.world)));
        }
        let inside = Arc::clone(&other);
        let opened = other.open.get_or_try_init(|| Box::pin(self.enter(inside))).await?;
        // It may have been dropped while it was opened.
        if self.was_dropped(name) {
            opened.world.end();
        }
        Ok(Some(Arc::clone(&opened.world)))
    }

    async fn enter(&self, other: Arc<Other>) -> Result<Open, EnterError> {
        let image = match &other.origin.image {
            Some(image) => Arc::clone(image),
            None => Arc::clone(self.empty.get_or_try_init(|| blocking(world::empty)).await?),
        };
        let threads = self.threads.clone();
        // A whole state is copied, which nobody else waits for.
        let begin = move || {
            let Origin { settings, clock, .. } = &other.origin;
            World::begin(&other.name, settings, (&image, clock), &threads)
        };
        let world = Arc::new(blocking(begin).await?);
        if let Some(opened) = &self.threads.opened {
            // Nobody receives it where the server is stopping.
            let _ = opened.send(Arc::clone(&world));
        }
        let watch = tokio::spawn(due::watch(Arc::clone(&world))).abort_handle();
        Ok(Open { world, watch })
    }

    /// A world besides the first.
    #[must_use]
    pub fn other(&self, name: &str) -> Option<Arc<Other>> {
        self.read().all.get(name).cloned()
    }

    /// Those besides the first, the oldest first.
    #[must_use]
    pub fn others(&self) -> Vec<Arc<Other>> {
        let mut others: Vec<_> = self.read().all.values().cloned().collect();
        others.sort_by(|a, b| (a.made, &a.name).cmp(&(b.made, &b.name)));
        others
    }

    /// Whether a call has to be looked at to know its world.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.count.load(Ordering::Acquire) > 0
    }

    /// The world that the access key of this id leads into: the first, if that of no other.
    pub async fn of_key(&self, id: &str) -> Result<Entrance, EnterError> {
        let first = || Ok(Entrance::World(Arc::clone(&self.first)));
        let Some(name) = access_key::world(id) else { return first() };
        if let Some(world) = self.named(name).await? {
            return Ok(Entrance::World(world));
        }
        // The characters of a key of the first world are random, and may be a name by chance.
        if self.was_dropped(name) && !self.first.key(id).is_ok_and(|key| key.is_some()) {
            return Ok(Entrance::Dropped);
        }
        first()
    }

    /// Whether there was a world of this name, and is none.
    #[must_use]
    pub fn was_dropped(&self, name: &str) -> bool {
        self.read().was_dropped.contains(name)
    }

    /// Those that are open.
    #[must_use]
    pub fn opened(&self) -> Vec<Arc<World>> {
        let others = self.read();
        let others =
            others.all.values().filter_map(|it| it.open.get()).map(|it| Arc::clone(&it.world));
        std::iter::once(Arc::clone(&self.first)).chain(others).collect()
    }

    /// How many there are, open or not.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.read().all.len()
    }

    /// [`count`](Self::count), told when it changes.
    #[must_use]
    pub fn counted(&self) -> watch::Receiver<usize> {
        self.counted.subscribe()
    }

    /// What the program counts.
    #[must_use]
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.threads.metrics
    }

    /// Lets calls that wait for something answer now.
    pub fn stop_waiting(&self) {
        self.threads.stopping.send_replace(true);
    }

    /// Ends when calls are to [wait no more](Self::stop_waiting).
    pub async fn stopped(&self) {
        // The sender is here, so it does not end before.
        let _ = self.threads.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Makes no more keys; calls that wait for one are answered with an error.
    pub fn make_no_more_keys(&self) {
        self.threads.key_pool.close();
    }

    fn read(&self) -> RwLockReadGuard<'_, Others> {
        self.others.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Others> {
        self.others.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `work` on a thread that may be held up.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OpenError> + Send + 'static,
) -> Result<T, EnterError> {
    let done = task::spawn_blocking(work).await;
    Ok(done.map_err(|_| EnterError::Stopping)??)
}

impl From<Arc<World>> for Worlds {
    /// One that is open already.
    fn from(first: Arc<World>) -> Self {
        let threads = Threads {
            engine: Arc::clone(first.database.engine()),
            key_pool: Arc::clone(&first.key_pool),
            metrics: Arc::clone(&first.metrics),
            stopping: Arc::default(),
            journal_file: None,
            opened: None,
        };
        Self::around(first, threads)
    }
}

/// An account whose root has a key that leads into the world of this name.
fn fresh(world: &str, random: &mut dyn Random) -> Account {
    Account {
        id: ids::digits(random, 16),
        access_key_id: access_key::permanent_in(world, random),
        secret: KeySecret::Shared(ids::letters(random, 30)),
    }
}
