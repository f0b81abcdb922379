//! A world of its own for a test.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use bytes::Bytes;
use hyper::Method;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::{Error, Key, Policy, Running, Span, control::Control, keys};
use crate::{
    clients::{Client, Credentials, Destination, Files, REGION, Variable},
    keys::KeySecret,
    sign::encode::percent,
    world::worlds::FIRST,
};

/// What a world begins with.
#[derive(Clone, Debug, Default)]
pub struct WorldOptions {
    /// `null` for nothing; `"default"` for a fork of the first world, or the id of another one; the name of a
    /// snapshot; or a seed as an object.
    pub from: Value,
    /// How many accounts it has; one unless given, or as many as its origin.
    pub accounts: Option<u32>,
    /// A number that fixes what it draws: ids, secrets and request ids. Its own id and the keys of its roots follow from
    /// the number of the server, which is in [`Options::settings`](super::Options::settings).
    pub random: Option<u64>,
    /// For how long it may be idle before the server drops it; for ever unless given.
    pub ttl: Option<Duration>,
}

/// A cloud of its own: state, keys, clock, messages and journal. It is dropped with this value; if its thread panics
/// then, as in a test that fails, the last calls that it has received are printed to standard error.
pub struct World {
    pub(super) id: String,
    server: Arc<Running>,
    roots: Vec<Key>,
    users: AtomicU32,
}

#[derive(Deserialize)]
struct Shown {
    id: String,
    accounts: Vec<Key>,
}

/// What a seed has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Seeded {
    /// How many things it has made.
    pub created: u64,
    /// How many it has changed.
    pub updated: u64,
    /// How many were there as they should be.
    pub unchanged: u64,
}

impl World {
    /// Makes one.
    pub(super) fn make(server: Arc<Running>, options: &WorldOptions) -> Result<Self, Error> {
        let ttl = options.ttl.map(|ttl| Span::from(ttl).0);
        let mut body = Map::from_iter([("ttl".to_owned(), json!(ttl))]);
        let given = [
            ("from", options.from.clone()),
            ("accounts", json!(options.accounts)),
            ("random", json!(options.random)),
        ];
        let given = given.into_iter().filter(|(_, value)| !value.is_null());
        body.extend(given.map(|(name, value)| (name.to_owned(), value)));
        let made = server.control.json(Method::POST, "worlds", &[], Some(&Value::Object(body)))?;
        Self::of(server, made)
    }

    /// The first one, whose keys are those of the settings of the server.
    pub(super) fn first(server: Arc<Running>) -> Result<Self, Error> {
        let accounts = server.app.world().settings.accounts.iter();
        let accounts = accounts.filter_map(|it| match &it.secret {
            KeySecret::Shared(secret) => Some(Key {
                account: it.id.clone(),
                access_key_id: it.access_key_id.clone(),
                access_key_secret: secret.clone(),
            }),
            KeySecret::Public(_) => None,
        });
        let accounts = accounts.collect();
        Self::of(server, Shown { id: FIRST.to_owned(), accounts })
    }

    fn of(server: Arc<Running>, shown: Shown) -> Result<Self, Error> {
        let Shown { id, accounts: roots } = shown;
        if roots.is_empty() {
            return Err(Error::Failed(format!("localyun: the world {id} has no account")));
        }
        Ok(Self { id, server, roots, users: AtomicU32::new(0) })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The endpoint that clients are given, as SDKs want it: `127.0.0.1:4800`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        let url = self.url();
        url.split_once("://").map_or(url, |(_, endpoint)| endpoint)
    }

    /// The URL of the server: `http://127.0.0.1:4800`. All worlds have the same one: the key of a call leads into its
    /// world.
    #[must_use]
    pub fn url(&self) -> &str {
        self.api().app().base()
    }

    /// The region for clients that need one.
    #[must_use]
    pub fn region(&self) -> &'static str {
        REGION
    }

    /// The id of its first account.
    #[must_use]
    pub fn account_id(&self) -> &str {
        &self.key().account
    }

    /// The id of the access key of the root of its first account.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.key().access_key_id
    }

    /// The secret of that key.
    #[must_use]
    pub fn access_key_secret(&self) -> &str {
        &self.key().access_key_secret
    }

    /// The access key of the root of its first account.
    #[must_use]
    pub fn key(&self) -> &Key {
        // There is one: see `of`.
        &self.roots[0]
    }

    /// The access keys of the roots of all its accounts.
    #[must_use]
    pub fn roots(&self) -> &[Key] {
        &self.roots
    }

    /// Makes a RAM user of the first account with an access key, and what `policies` allow: nothing if there are none.
    /// The journal has no calls of it. A user that is there gets a further key.
    pub fn user(
        &self,
        name: &str,
        policies: impl IntoIterator<Item = impl Into<Policy>>,
    ) -> Result<Key, Error> {
        let number = self.users.fetch_add(1, Ordering::Relaxed);
        let key = keys::of_user(self.named(), self.key(), name, number);
        let policies: Vec<_> = policies.into_iter().map(Into::into).collect();
        self.seed(&keys::user_seed(name, &key, &policies).to_string())?;
        Ok(key)
    }

    /// Applies a seed, in YAML or JSON: all of it, or nothing.
    pub fn seed(&self, seed: &str) -> Result<Seeded, Error> {
        let answer = self.ask(Method::POST, "seed", &[], seed.to_owned())?;
        serde_json::from_slice(&answer).map_err(|e| Error::Failed(e.to_string()))
    }

    /// The environment variables for a program that is to call the world as its root, and that is given its endpoint:
    /// the key, the region, and [where the credentials of a role are had](crate::metadata). `LOCALYUN_ENDPOINT` is the URL
    /// of the server. An empty value takes away what the variable would mean.
    #[must_use]
    pub fn env(&self) -> Vec<(&'static str, String)> {
        self.env_of(self.key())
    }

    /// The same, for another key.
    #[must_use]
    pub fn env_of(&self, key: &Key) -> Vec<(&'static str, String)> {
        let url = self.url();
        let uri = format!("{url}/_localyun/credentials?world={}", self.id);
        let (id, secret) = (&key.access_key_id, &key.access_key_secret);
        vec![
            ("LOCALYUN_ENDPOINT", url.to_owned()),
            ("LOCALYUN_ACCESS_KEY_ID", id.clone()),
            ("LOCALYUN_ACCESS_KEY_SECRET", secret.clone()),
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", id.clone()),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret.clone()),
            // One of the environment belongs to another key.
            ("ALIBABA_CLOUD_SECURITY_TOKEN", String::new()),
            ("ALIBABA_CLOUD_REGION_ID", REGION.to_owned()),
            ("ALIBABA_CLOUD_CREDENTIALS_URI", uri),
            // Several SDKs send calls to the loopback address to a proxy too.
            ("HTTP_PROXY", String::new()),
            ("http_proxy", String::new()),
        ]
    }

    /// The environment variables for a program that is not given its endpoint, as `localyun env` prints them: they lead
    /// the vendor's hosts here, and let the client trust the server. The server needs a certificate authority that is
    /// kept in a folder: see [`Options::tls`](super::Options::tls) and [`Tls::new`](crate::tls::Tls::new).
    pub fn env_for(&self, client: Client) -> Result<Vec<Variable>, Error> {
        let authority = self.api().app().tls.authority();
        let authority = authority.map_err(|e| Error::Files(e.to_string()))?;
        let files = Files::write(authority);
        let files =
            files.map_err(|e| Error::Files(format!("cannot write the files for clients: {e}")))?;
        let key = self.key();
        let to = Destination {
            url: self.url().to_owned(),
            key: (key.access_key_id.clone(), key.access_key_secret.clone()),
            token: None,
            world: self.named().map(str::to_owned),
            credentials: Credentials::Key,
            instance: None,
            direct: false,
        };
        Ok(client.variables(&to, &files))
    }

    /// Makes it again as it began.
    pub fn reset(&self) -> Result<(), Error> {
        self.ask(Method::POST, "reset", &[], "").map(drop)
    }

    /// What the control API answers for this world: what has no verb of its own here. The path is what follows
    /// `/_localyun/`, and a body of `null` is none.
    pub fn control(
        &self,
        method: &str,
        path: &str,
        query: &[(&str, &str)],
        body: &Value,
    ) -> Result<Value, Error> {
        let method = Method::from_bytes(method.as_bytes())
            .map_err(|e| Error::Failed(format!("localyun: {method}: {e}")))?;
        let body = (!body.is_null()).then_some(body);
        self.json(method, path.trim_start_matches('/'), query, body)
    }

    pub(super) fn api(&self) -> &Control {
        &self.server.control
    }

    /// The path of something that is named in it.
    pub(super) fn path(all: &str, name: &str) -> String {
        let mut path = format!("{all}/").into_bytes();
        percent(&mut path, name.as_bytes());
        String::from_utf8_lossy(&path).into_owned()
    }

    /// The body of the answer to a control call about this world.
    pub(super) fn ask(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Bytes, Error> {
        self.api().ask(method, path, &self.here(query), body)
    }

    /// The JSON answer to a control call about this world.
    pub(super) fn json<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<T, Error> {
        self.api().json(method, path, &self.here(query), body)
    }

    fn here<'q>(&'q self, query: &[(&'q str, &'q str)]) -> Vec<(&'q str, &'q str)> {
        [("world", &*self.id)].into_iter().chain(query.iter().copied()).collect()
    }

    /// Its id, if it is not the first.
    fn named(&self) -> Option<&str> {
        Some(&*self.id).filter(|id| *id != FIRST)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if thread::panicking()
            && let Ok(text) = self.calls().text()
        {
            eprintln!("{text}");
        }
        if self.named().is_some() {
            // A server that has dropped it before is fine.
            let path = Self::path("worlds", &self.id);
            let _ = self.api().ask(Method::DELETE, &path, &[], "");
        }
    }
}
