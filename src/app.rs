//! What one server has.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use actions::policy::Range;
use hyper::HeaderMap;
use tokio::sync::{Notify, Semaphore};

use crate::{
    config::{Auth, Imds, Limits, Targets},
    control_token::ControlToken,
    dns::NameServers,
    proxy::Proxy,
    tls::{Mode, Tls},
    wire::{
        bodies::Bodies,
        cors::{self, Allowed, Sender},
        host::Host,
    },
    world::{World, seed::Seeds, worlds::Worlds},
};

/// How many requests may wait for something at a time (`?wait=`).
pub const MOST_WAITING: usize = 1000;

/// How many clients may listen to events at a time.
pub const MOST_LISTENERS: usize = 64;

/// Everything that serves: the worlds, and how their callers are treated.
///
/// There is one world by default. The key id on a request decides which one it enters.
pub struct App {
    /// The worlds.
    pub worlds: Worlds,
    /// What to do with wrong signatures.
    pub auth: Auth,
    /// What a client may ask for at the most.
    pub limits: Limits,
    /// The bodies of the requests that are being received or answered.
    pub bodies: Bodies,
    /// Whose pages may call, besides the server's own.
    pub cors: Vec<Allowed>,
    /// The names by which the control API may be called besides the loopback ones; from anywhere, unless
    /// `control_from` has addresses.
    pub control_hosts: Vec<String>,
    /// The addresses, besides the loopback ones, from which the control API and the metadata service may be called.
    pub control_from: Vec<Range>,
    /// What callers of the control API must send, if anything.
    pub control_token: Option<ControlToken>,
    /// The folder whose files are the console, read at each request; that which is packed into the program unless given.
    pub console_dir: Option<PathBuf>,
    /// The certificates by which it speaks TLS.
    pub tls: Tls,
    /// The hosts besides the cloud's that it connects clients to.
    pub proxy: Proxy,
    /// How the instance metadata service answers, and where it listens by itself.
    pub imds: Imds,
    /// Where it takes mail by SMTP, if it does.
    pub smtp: Option<SocketAddr>,
    /// The name servers of its worlds, if it answers DNS queries.
    pub dns: Option<Arc<NameServers>>,
    /// The seeds that it was started with; new worlds may begin with one.
    pub seeds: Seeds,
    /// Where messages are delivered to; `None` if they are only recorded.
    pub delivery: Option<Targets>,
    /// The places of the requests that wait: [`MOST_WAITING`] of them.
    pub waiting: Semaphore,
    /// The places of the clients that listen to events: [`MOST_LISTENERS`] of them.
    pub listeners: Arc<Semaphore>,
    /// Where it listens, once it does: `http://127.0.0.1:4800`.
    pub base: Arc<OnceLock<String>>,
    /// What clients call it by, if that is not where it listens: `https://localyun.example.com`.
    pub public_url: Option<String>,
    /// Told when the control API is asked to stop the program; `None` where it is part of another program, which
    /// alone stops it.
    pub stop: Option<Arc<Notify>>,
}

impl App {
    /// An app over these worlds with the defaults otherwise.
    #[must_use]
    pub fn new(worlds: Worlds) -> Self {
        Self {
            worlds,
            auth: Auth::default(),
            limits: Limits::default(),
            bodies: Bodies::default(),
            cors: Vec::new(),
            control_hosts: Vec::new(),
            control_from: Vec::new(),
            control_token: None,
            console_dir: None,
            tls: Tls::default(),
            proxy: Proxy::default(),
            imds: Imds::default(),
            smtp: None,
            dns: None,
            seeds: Seeds::default(),
            delivery: None,
            waiting: Semaphore::new(MOST_WAITING),
            listeners: Arc::new(Semaphore::new(MOST_LISTENERS)),
            base: Arc::default(),
            public_url: None,
            stop: None,
        }
    }

    /// The link of a message of a world, by its path.
    #[must_use]
    pub fn link(&self, world: &World, path: &str) -> String {
        let link = format!("{}/_localyun/link/{path}", self.base());
        match &*world.name {
            "" => link,
            name => format!("{link}?world={name}"),
        }
    }

    /// The first world.
    #[must_use]
    pub fn world(&self) -> &Arc<World> {
        self.worlds.first()
    }

    /// The start of links into this server: its public URL, or where it listens.
    #[must_use]
    pub fn base(&self) -> &str {
        self.public_url.as_deref().unwrap_or_else(|| self.listens_at())
    }

    /// Its URL by the name that a request calls it by, as its `Host` has it: [`base`](Self::base) where there is none.
    #[must_use]
    pub fn base_by(&self, host: &str) -> String {
        let public = self.public_url.as_deref().filter(|it| it.split("://").nth(1) == Some(host));
        match public {
            Some(url) => url.to_owned(),
            None if host.is_empty() => self.base().to_owned(),
            None if self.tls.mode == Mode::Only => format!("https://{host}"),
            None => format!("http://{host}"),
        }
    }

    /// Where it listens, as a URL.
    #[must_use]
    pub fn listens_at(&self) -> &str {
        self.base.get().map_or("", String::as_str)
    }

    /// Whether what is for the people of this server alone is answered to this address: it is this machine's, or one
    /// of `control_from`.
    #[must_use]
    pub fn admits(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        peer.is_loopback() || self.control_from.iter().any(|range| range.contains(peer))
    }

    /// Whether the people of this server have given it this name: by `--control-host`, or as the host of its public URL.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let url = self.public_url.as_deref().and_then(|it| it.split_once("://"));
        let public = url.and_then(|(_, authority)| Host::parse(authority)).map(|it| it.name);
        let mut names = self.control_hosts.iter().map(String::as_str).chain(public);
        names.any(|it| it.eq_ignore_ascii_case(name))
    }

    /// Which page sends a request, if one does; an error names one that is not allowed to.
    pub fn sender(&self, headers: &HeaderMap) -> Result<Sender, String> {
        cors::sender(&self.cors, |name| self.is_named(name), headers)
    }

    /// The port that it listens on.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.listens_at().rsplit_once(':')?.1.parse().ok()
    }
}
