//! The holders of keys and their rights: looked up in the database once, and then cached until a write changes
//! them.
//!
//! Every write that may change it makes a new generation, after its commit and before its
//! answer. What was looked up in another generation is not used, so a caller that has been
//! answered sees the new state.

use crate::{
    keys::{Key, KeySecret, NEVER, Use},
    shards::Shards,
    world::{Seal, World, outbound},
};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use actions::{
    Caller, Principal, Token, Vault, control_levels, identity,
    policy::{ControlLevel, Document, DocumentKind, Rights},
    ports::store::{StoreError, Tx},
};

/// How many of a kind are cached; when full, the cache of that kind is emptied.
const LIMIT: usize = 4096;

/// What a world remembers of its identities.
#[derive(Default)]
pub struct Identities {
    generation: AtomicU64,
    uses: Mutex<HashMap<String, Arc<Use>>>,
    caches: Shards<Cache>,
}

/// A period in which no rights change in a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation(u64);

/// What a user or a role may do.
pub struct CallerRights {
    /// Its ARN.
    pub arn: String,
    /// What is attached to it.
    pub rights: Rights,
    /// Whether it is a service-linked role, which control policies do not bind.
    pub service_linked: bool,
}

/// A security token, opened.
pub struct Session {
    /// Its access key.
    pub key: Arc<Key>,
    /// When it ends, in milliseconds on the world's clock.
    pub expires: i64,
}

/// What a thread has looked up in one generation. Each thread has its own cache, as sharing one costs more than
/// looking up twice.
#[derive(Default)]
struct Cache {
    of: Generation,
    keys: Named<Key>,
    callers: Named<CallerRights>,
    control: Named<Vec<ControlLevel>>,
    sessions: Named<Session>,
}

type Named<T> = HashMap<Box<str>, Arc<T>>;

/// Some of what a thread knows.
type CacheField<T> = fn(&mut Cache) -> &mut Named<T>;

const KEYS: CacheField<Key> = |cached| &mut cached.keys;
const CALLERS: CacheField<CallerRights> = |cached| &mut cached.callers;
const CONTROL: CacheField<Vec<ControlLevel>> = |cached| &mut cached.control;
const SESSIONS: CacheField<Session> = |cached| &mut cached.sessions;

impl Identities {
    fn recall<T>(&self, part: CacheField<T>, of: Generation, name: &str) -> Option<Arc<T>> {
        let mut cached = self.caches.here();
        if cached.of == of { part(&mut cached).get(name).cloned() } else { None }
    }

    /// Caches what was looked up in a generation, and drops what is of another one.
    fn keep<T>(&self, part: CacheField<T>, of: Generation, name: &str, value: &Arc<T>) {
        let mut cached = self.caches.here();
        if cached.of != of {
            *cached = Cache { of, ..Cache::default() };
        }
        let values = part(&mut cached);
        if values.len() >= LIMIT {
            values.clear();
        }
        values.insert(name.into(), Arc::clone(value));
    }

    /// Invalidates all that is cached.
    pub fn changed(&self) {
        self.generation.fetch_add(1, Ordering::Release);
    }

    /// The generation that it is now. A transaction in which rights are looked up asks for it before it reads:
    /// what it reads may be older than a generation that begins in the meantime, and would be taken for that.
    #[must_use]
    pub fn generation(&self) -> Generation {
        Generation(self.generation.load(Ordering::Acquire))
    }

    fn uses(&self) -> MutexGuard<'_, HashMap<String, Arc<Use>>> {
        self.uses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one record of a key's use, over all generations.
    fn use_of(&self, id: &str, saved: Option<i64>) -> Arc<Use> {
        let saved = saved.unwrap_or(NEVER);
        let made = || Arc::new(Use { at: saved.into(), saved: saved.into() });
        Arc::clone(self.uses().entry(id.to_owned()).or_insert_with(made))
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.changed();
        self.uses().clear();
    }
}

impl World {
    /// The key of this id: one that the program was started with, or one of RAM's.
    pub fn key(&self, id: &str) -> Result<Option<Arc<Key>>, StoreError> {
        let generation = self.identities.generation();
        if let Some(key) = self.identities.recall(KEYS, generation, id) {
            return Ok(Some(key));
        }
        if let Some(key) = self.keys.find(id) {
            // A copy: the holders of the original are counted by all threads.
            let caller = Arc::new(Caller::clone(&key.caller));
            let key = Arc::new(Key { caller, ..Key::clone(&key) });
            self.identities.keep(KEYS, generation, id, &key);
            return Ok(Some(key));
        }
        // No database takes a text with U+0000, so none is kept.
        if id.contains('\0') {
            return Ok(None);
        }
        let Some(found) = self.database.read(|tx| identity::key(tx, id))? else { return Ok(None) };
        let principal =
            found.user.map_or(Principal::Root, |(id, name)| Principal::User { id, name });
        let caller = Caller { account: found.account, principal, access_key: id.to_owned() };
        let key = Arc::new(Key {
            id: id.to_owned(),
            secret: KeySecret::Shared(found.secret),
            made: OnceLock::new(),
            active: found.active,
            caller: Arc::new(caller),
            used: Some(self.identities.use_of(id, found.used)),
        });
        self.identities.keep(KEYS, generation, id, &key);
        Ok(Some(key))
    }

    /// So many keys of RAM, those that were used last before the others: the explainer tries their
    /// secrets.
    pub fn last_keys(&self, most: usize) -> Result<Vec<Arc<Key>>, StoreError> {
        let ids = self.database.read(|tx| identity::last_keys(tx, most))?;
        let keys = ids.iter().filter_map(|id| self.key(id).transpose());
        keys.collect()
    }

    /// The session that a security token stands for, unless this world has not made it.
    /// Whether it has ended, or its role is gone, is for the caller to ask.
    pub fn session(&self, token: &str) -> Result<Option<Arc<Session>>, StoreError> {
        let generation = self.identities.generation();
        if let Some(session) = self.identities.recall(SESSIONS, generation, token) {
            return Ok(Some(session));
        }
        let Some(opened) = Token::unseal(self, token) else { return Ok(None) };
        let role = self.database.read(|tx| identity::role(tx, &opened.role_id))?;
        let policy =
            opened.policy.map(|text| Document::parse(&text, DocumentKind::Identity)).transpose();
        let Ok(policy) = policy else { return Ok(None) };
        let principal = Principal::Session {
            role_id: opened.role_id,
            role_name: role.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
            session: opened.session,
            policy: policy.map(Arc::new),
        };
        let key_id = opened.key_id;
        let caller = Caller { account: opened.account, principal, access_key: key_id.clone() };
        let key = Key {
            id: key_id,
            secret: KeySecret::Shared(opened.secret),
            made: OnceLock::new(),
            active: role.is_some(),
            caller: Arc::new(caller),
            used: None,
        };
        let session = Arc::new(Session { key: Arc::new(key), expires: opened.expires });
        self.identities.keep(SESSIONS, generation, token, &session);
        Ok(Some(session))
    }

    /// What the user or the role behind a call may do. None for the account itself, and for
    /// one that is no more.
    pub fn caller_rights(
        &self,
        generation: Generation,
        tx: &mut dyn Tx,
        caller: &Caller,
    ) -> Result<Option<Arc<CallerRights>>, StoreError> {
        let (id, user) = match &caller.principal {
            Principal::User { id, .. } => (id, true),
            Principal::Session { role_id, .. } => (role_id, false),
            Principal::Root | Principal::Anonymous => return Ok(None),
        };
        if let Some(caller_rights) = self.identities.recall(CALLERS, generation, id) {
            return Ok(Some(caller_rights));
        }
        let (kind, found) = if user {
            ("user", identity::user(tx, id)?)
        } else {
            ("role", identity::role(tx, id)?)
        };
        let Some(holder) = found else { return Ok(None) };
        let rights = if user {
            identity::rights_of_user(tx, &holder)?
        } else {
            identity::rights_of_role(tx, &holder)?
        };
        let arn = format!("acs:ram::{}:{kind}/{}", holder.account, holder.name);
        let service_linked = holder.service_linked;
        let caller_rights = Arc::new(CallerRights { arn, rights, service_linked });
        self.identities.keep(CALLERS, generation, id, &caller_rights);
        Ok(Some(caller_rights))
    }

    /// The control policies that bind an account, of each level from the account itself up to the root
    /// of its directory; none for most accounts.
    pub fn control_levels(
        &self,
        generation: Generation,
        tx: &mut dyn Tx,
        account: &str,
    ) -> Result<Arc<Vec<ControlLevel>>, StoreError> {
        if let Some(levels) = self.identities.recall(CONTROL, generation, account) {
            return Ok(levels);
        }
        let levels = Arc::new(control_levels(tx, account)?);
        self.identities.keep(CONTROL, generation, account, &levels);
        Ok(levels)
    }

    /// Saves when keys were used, as far as it is not saved yet.
    pub async fn save_uses(&self) -> Result<(), StoreError> {
        let unsaved: Vec<(String, i64, Arc<Use>)> = self
            .identities
            .uses()
            .iter()
            .map(|(id, it)| (id.clone(), it.at.load(Ordering::Relaxed), Arc::clone(it)))
            .filter(|(_, at, it)| *at != it.saved.load(Ordering::Relaxed))
            .collect();
        if unsaved.is_empty() {
            return Ok(());
        }
        let gone = self
            .database
            .write_apart(
                move |tx| -> Result<_, StoreError> {
                    let mut gone = Vec::new();
                    for (id, at, it) in &unsaved {
                        if identity::key_used(tx, id, *at)? {
                            it.saved.store(*at, Ordering::Relaxed);
                        } else {
                            gone.push(id.clone());
                        }
                    }
                    Ok(gone)
                },
                |_| (),
            )
            .await?;
        let mut uses = self.identities.uses();
        for id in gone {
            uses.remove(&id);
        }
        if uses.len() > LIMIT {
            // What is written down can be read again, by keys that are looked up again.
            uses.retain(|_, it| it.at.load(Ordering::Relaxed) != it.saved.load(Ordering::Relaxed));
            self.identities.changed();
        }
        Ok(())
    }
}

impl Vault for World {
    fn seal(&self, purpose: &'static str, plain: &[u8]) -> String {
        self.seal.close(purpose, plain, self.unique.bytes())
    }

    fn unseal(&self, purpose: &'static str, sealed: &str) -> Option<Vec<u8>> {
        self.seal.open(purpose, sealed)
    }

    fn seal_with(&self, key: &[u8; 32], purpose: &'static str, plain: &[u8]) -> String {
        Seal::new(key).close(purpose, plain, self.unique.bytes())
    }

    fn unseal_with(&self, key: &[u8; 32], purpose: &'static str, sealed: &str) -> Option<Vec<u8>> {
        Seal::new(key).open(purpose, sealed)
    }

    fn last_used(&self, key_id: &str) -> Option<i64> {
        let at = self.identities.uses().get(key_id)?.at.load(Ordering::Relaxed);
        (at != NEVER).then_some(at)
    }

    fn delivery_key(&self) -> Option<String> {
        self.settings.deliver.then(outbound::key)
    }

    fn base(&self) -> &str {
        self.settings.base.get().map_or("http://127.0.0.1:4800", String::as_str)
    }
}
