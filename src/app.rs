//! What one server has.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use actions::policy::Range;
use tokio::sync::{Notify, Semaphore};

use crate::{
    config::{Auth, Imds, Limits, Targets},
    control_token::ControlToken,
    proxy::Proxy,
    tls::Tls,
    wire::{bodies::Bodies, cors::Allowed},
    world::{World, seed::Seeds, worlds::Worlds},
};

/// How many requests may wait for something at a time (`?wait=`).
pub const MOST_WAITING: usize = 1000;

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
    /// The certificates by which it speaks TLS.
    pub tls: Tls,
    /// The hosts besides the cloud's that it connects clients to.
    pub proxy: Proxy,
    /// How the instance metadata service answers, and where it listens by itself.
    pub imds: Imds,
    /// The seeds that it was started with; new worlds may begin with one.
    pub seeds: Seeds,
    /// Where messages are delivered to; `None` if they are only recorded.
    pub delivery: Option<Targets>,
    /// The places of the requests that wait: [`MOST_WAITING`] of them.
    pub waiting: Semaphore,
    /// Where it listens, once it does: `http://127.0.0.1:4800`.
    pub base: OnceLock<String>,
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
            tls: Tls::default(),
            proxy: Proxy::default(),
            imds: Imds::default(),
            seeds: Seeds::default(),
            delivery: None,
            waiting: Semaphore::new(MOST_WAITING),
            base: OnceLock::new(),
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

    /// The port that it listens on.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.listens_at().rsplit_once(':')?.1.parse().ok()
    }
}
