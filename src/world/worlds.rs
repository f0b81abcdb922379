//! The worlds of a program, and how a call finds its own.
//!
//! There is one at first. The ids of access keys that others make begin with their names, so a call finds its
//! world by the key that signs it, and its token is opened there. A link names its world in its query.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use actions::{
    Random,
    shared::{access_key, ids},
};
use tokio::{
    sync::OnceCell,
    task::{self, AbortHandle},
};

use crate::{
    keys::{Account, KeySecret},
    random,
    store::OpenError,
    world::{Settings, Threads, World, due},
};

/// All worlds. The first is open; each other is opened when it is first entered, and costs neither a thread nor
/// an open file until then.
pub struct Worlds {
    threads: Threads,
    first: Arc<World>,
    others: RwLock<HashMap<Box<str>, Arc<Other>>>,
    /// How many others there are; while it is 0, a call is not looked at to find its world.
    count: AtomicUsize,
}

/// A world besides the first.
struct Other {
    settings: Settings,
    open: OnceCell<Open>,
}

struct Open {
    world: Arc<World>,
    /// Carries out its due work as time passes.
    watch: AbortHandle,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.watch.abort();
    }
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
        let others = RwLock::default();
        Ok(Self { threads, first: Arc::new(first), others, count: 0.into() })
    }

    /// The one that is open: that of calls and links that name no other.
    #[must_use]
    pub fn first(&self) -> &Arc<World> {
        &self.first
    }

    /// Adds a world with these settings and so many accounts more. It is not opened yet. Its name, and the
    /// accounts with the keys of their roots, which lead into it.
    pub fn add(&self, mut settings: Settings, accounts: usize) -> (String, Vec<Account>) {
        let mut random = random::seeded(random::secret(None));
        let mut others = self.write();
        let name = loop {
            let name = ids::letters(&mut random, access_key::WORLD);
            if !others.contains_key(&*name) {
                break name;
            }
        };
        let made: Vec<_> = (0..accounts).map(|_| fresh(&name, &mut random)).collect();
        settings.accounts.extend(made.iter().cloned());
        others.insert(name.as_str().into(), Arc::new(Other { settings, open: OnceCell::new() }));
        self.count.store(others.len(), Ordering::Release);
        (name, made)
    }

    /// Forgets a world. Whether there was one. What runs in it ends, and then its data are closed.
    pub fn remove(&self, name: &str) -> bool {
        let mut others = self.write();
        let removed = others.remove(name);
        self.count.store(others.len(), Ordering::Release);
        removed.is_some()
    }

    /// The world of this name, opened if it is not; `None` if there is none.
    pub async fn named(&self, name: &str) -> Result<Option<Arc<World>>, EnterError> {
        if name.is_empty() {
            return Ok(Some(Arc::clone(&self.first)));
        }
        let Some(other) = self.read().get(name).cloned() else { return Ok(None) };
        let open = || async {
            let (name, threads, inside) =
                (name.to_owned(), self.threads.clone(), Arc::clone(&other));
            // Files are opened, which nobody else waits for.
            let opened =
                task::spawn_blocking(move || World::open(&name, &inside.settings, &threads)).await;
            let world = Arc::new(opened.map_err(|_| EnterError::Stopping)??);
            let watch = tokio::spawn(due::watch(Arc::clone(&world))).abort_handle();
            Ok::<_, EnterError>(Open { world, watch })
        };
        Ok(Some(Arc::clone(&other.open.get_or_try_init(open).await?.world)))
    }

    /// Whether a call has to be looked at to know its world.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.count.load(Ordering::Acquire) > 0
    }

    /// The world that the access key of this id leads into.
    pub async fn of_key(&self, id: &str) -> Result<Arc<World>, EnterError> {
        let found = match access_key::world(id) {
            Some(name) => self.named(name).await?,
            None => None,
        };
        Ok(found.unwrap_or_else(|| Arc::clone(&self.first)))
    }

    /// Those that are open.
    #[must_use]
    pub fn opened(&self) -> Vec<Arc<World>> {
        let others = self.read();
        let others = others.values().filter_map(|it| it.open.get()).map(|it| Arc::clone(&it.world));
        std::iter::once(Arc::clone(&self.first)).chain(others).collect()
    }

    /// Makes no more keys; calls that wait for one are answered with an error.
    pub fn make_no_more_keys(&self) {
        self.threads.key_pool.close();
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<Box<str>, Arc<Other>>> {
        self.others.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<Box<str>, Arc<Other>>> {
        self.others.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<Arc<World>> for Worlds {
    /// One that is open already.
    fn from(first: Arc<World>) -> Self {
        let threads = Threads {
            engine: Arc::clone(first.database.engine()),
            key_pool: Arc::clone(&first.key_pool),
        };
        Self { threads, first, others: RwLock::default(), count: 0.into() }
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
