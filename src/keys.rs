//! Access keys: who signs with one, and what its signatures are checked with.

use std::{
    collections::{BTreeSet, HashMap},
    str::FromStr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};

use actions::{Caller, Principal};
use rsa::{RsaPublicKey, pkcs8::DecodePublicKey};

use crate::sign::{Secret, hash::HmacKey};

/// An access key.
#[derive(Clone)]
pub struct Key {
    /// Its id.
    pub id: String,
    /// What a signature by it is checked with.
    pub secret: KeySecret,
    /// What is made of the secret for the scheme of the current clients, once the first call was signed with it.
    pub made: OnceLock<HmacKey>,
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
    /// where such calls are accepted.
    #[must_use]
    pub fn of(accounts: &[Account]) -> Self {
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
            let made = OnceLock::new();
            let key = Key { id: id.clone(), secret, made, active: true, caller, used: None };
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

    /// The ids of the accounts, each once.
    #[must_use]
    pub fn accounts(&self) -> BTreeSet<String> {
        self.all.values().map(|key| key.caller.account.clone()).collect()
    }

    /// The root of the first account.
    #[must_use]
    pub fn fallback(&self) -> Option<Arc<Caller>> {
        self.fallback.clone()
    }
}

/// An account and the access key of its root.
#[derive(Clone)]
pub struct Account {
    /// 16 digits.
    pub id: String,
    /// The access key's id.
    pub access_key_id: String,
    /// What its signatures are checked with.
    pub secret: KeySecret,
}

impl Account {
    /// An account whose root has no key that leads anywhere yet.
    #[must_use]
    pub fn without_key(id: &str) -> Self {
        let (access_key_id, secret) = (String::new(), KeySecret::Shared(String::new()));
        Self { id: id.to_owned(), access_key_id, secret }
    }
}

impl std::fmt::Debug for Account {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.id, self.access_key_id)
    }
}

impl FromStr for Account {
    type Err = String;

    fn from_str(it: &str) -> Result<Self, String> {
        let parts: Vec<&str> = it.splitn(3, ':').collect();
        let [id, key, secret] = parts[..] else {
            return Err("write ID:ACCESS_KEY_ID:ACCESS_KEY_SECRET, such as 1000000000000001:testid:testsecret".into());
        };
        if id.len() != 16 || !id.bytes().all(|b| b.is_ascii_digit()) {
            return Err("an account id has 16 digits".into());
        }
        if key.is_empty() || secret.is_empty() {
            return Err("neither the access key id nor the secret may be empty".into());
        }
        if key.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err("an access key id has no blanks in it".into());
        }
        if key.starts_with("STS.") {
            return Err("an access key id that begins with STS. is one of temporary credentials, \
                        which AssumeRole gives out; name another one"
                .into());
        }
        let secret = match secret.strip_prefix('@') {
            None => KeySecret::Shared(secret.into()),
            Some(file) => {
                let pem = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
                let key = RsaPublicKey::from_public_key_pem(&pem)
                    .map_err(|e| format!("{file} is not an RSA public key in PEM form: {e}"))?;
                KeySecret::Public(Box::new(key))
            }
        };
        Ok(Self { id: id.into(), access_key_id: key.into(), secret })
    }
}

/// When a key was last used, by the world's clock.
#[derive(Debug)]
pub struct Use {
    pub(crate) at: AtomicI64,
    pub(crate) saved: AtomicI64,
}

/// That a key was never used.
pub(crate) const NEVER: i64 = i64::MIN;

impl Use {
    /// It is used now.
    pub fn note(&self, now: i64) {
        // Writing the same value again would take the cache line from the other threads.
        if self.at.load(Ordering::Relaxed) != now {
            self.at.store(now, Ordering::Relaxed);
        }
    }
}
