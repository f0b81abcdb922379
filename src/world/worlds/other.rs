//! A world besides the first: what it begins with, and for how long it may be idle.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use tokio::{sync::OnceCell, task::AbortHandle};

use crate::{
    clock::Clock,
    keys::Account,
    store::Image,
    world::{Settings, World},
};

/// A world besides the first.
pub struct Other {
    /// Its name.
    pub name: Box<str>,
    /// What it begins with. The accounts are those of the world, each with the key of its root.
    pub origin: Origin,
    /// When it was made, in milliseconds since 1970 on the machine's clock.
    pub made: i64,
    /// For how long it may be idle, in milliseconds; `None` for ever.
    pub ttl: Option<i64>,
    pub(super) used: AtomicI64,
    pub(super) open: OnceCell<Open>,
}

/// What a world begins with: the state, the settings and the time of another one at one moment, or none.
pub struct Origin {
    /// What it is called by people: the name of a world, for example.
    pub name: String,
    /// The state; `None` for an empty one.
    pub image: Option<Arc<Image>>,
    /// What the world is made with. The keys of the accounts are not taken over.
    pub settings: Settings,
    /// The time.
    pub clock: Clock,
    /// What the ids of the world are made from, where it is not what they are made from in the origin.
    pub random: Option<u64>,
}

impl Origin {
    /// A state with the accounts that it has: those of the settings first.
    #[must_use]
    pub fn of(name: String, image: Arc<Image>, mut settings: Settings, clock: Clock) -> Self {
        let mut had: HashSet<_> = settings.accounts.iter().map(|it| it.id.clone()).collect();
        let more = image.accounts().iter().filter(|id| had.insert((*id).clone()));
        settings.accounts.extend(more.map(|id| Account::without_key(id)));
        Self { name, image: Some(image), settings, clock, random: None }
    }

    /// How many accounts it has.
    #[must_use]
    pub fn accounts(&self) -> usize {
        self.settings.accounts.iter().map(|it| &it.id).collect::<HashSet<_>>().len()
    }
}

pub(super) struct Open {
    pub(super) world: Arc<World>,
    /// Carries out its due work as time passes.
    pub(super) watch: AbortHandle,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.watch.abort();
    }
}

impl Other {
    /// When it was last entered, in milliseconds since 1970 on the machine's clock.
    #[must_use]
    pub fn used(&self) -> i64 {
        self.used.load(Ordering::Relaxed)
    }

    /// When it is dropped unless it is entered before.
    pub(super) fn until(&self) -> i64 {
        self.ttl.map_or(i64::MAX, |ttl| self.used().saturating_add(ttl))
    }
}
