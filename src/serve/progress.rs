//! How far a connection has come: what its last request has met, and which side is waited for.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use hyper::Response;
use tokio::time;

use crate::{gateway::encode::Delivery, serve::tunnel::Tunnel, wire::body::Body};

/// How long a client may take, once the server is to stop, to send the rest of a request or to read
/// the rest of an answer.
pub(super) const GRACE: Duration = Duration::from_millis(1500);

const BUSY: u64 = u64::MAX;

/// How far a connection's last request has come.
#[derive(Default)]
pub(super) struct Progress {
    /// Whether it was received as a whole and is not answered yet.
    pub(super) running: AtomicBool,
    /// Whether it was refused in a way that ends the connection.
    pub(super) over: AtomicBool,
    /// The tunnel that it was answered with.
    tunnel: Mutex<Option<Tunnel>>,
    tunnels: AtomicBool,
}

impl Progress {
    /// Whether the request was answered with a tunnel.
    pub(super) fn has_tunnel(&self) -> bool {
        self.tunnels.load(Ordering::Relaxed)
    }

    /// The tunnel that the request was answered with.
    pub(super) fn tunnel(&self) -> Option<Tunnel> {
        self.tunnel.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(super) fn agree(&self, tunnel: Tunnel) {
        *self.tunnel.lock().unwrap_or_else(PoisonError::into_inner) = Some(tunnel);
        self.tunnels.store(true, Ordering::Relaxed);
    }
}

/// The state of a connection.
pub(super) struct ConnectionState {
    start: Instant,
    /// Since when the client is waited for, in milliseconds from the start; [`BUSY`] while it waits
    /// for the server.
    waits: AtomicU64,
    /// How many requests there were.
    pub(super) requests: AtomicU64,
    pub(super) progress: Progress,
    /// The answer by which a fault ends the connection.
    broken_off: Mutex<Option<(Delivery, Response<Body>)>>,
}

impl ConnectionState {
    pub(super) fn new() -> Self {
        let (progress, broken_off) = (Progress::default(), Mutex::default());
        Self { start: Instant::now(), waits: 0.into(), requests: 0.into(), progress, broken_off }
    }

    /// From here on the client waits, for an answer or for more of one.
    pub(super) fn is_servers(&self) {
        self.waits.store(BUSY, Ordering::Relaxed);
    }

    /// From here on the client is waited for: to read what it was sent, or to send a head.
    pub(super) fn is_clients(&self) {
        self.waits.store(self.clock(), Ordering::Relaxed);
    }

    pub(super) fn broken_off(&self) -> Option<(Delivery, Response<Body>)> {
        self.broken_off.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Ends the connection by an answer.
    pub(super) fn break_off(&self, delivery: Delivery, answer: Response<Body>) {
        let mut broken_off = self.broken_off.lock().unwrap_or_else(PoisonError::into_inner);
        *broken_off = Some((delivery, answer));
    }

    fn clock(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(BUSY - 1)
    }

    /// Ends when the server has waited for a client long enough to stop, unless a call is running.
    pub(super) async fn cut_off(&self) {
        time::sleep(GRACE).await;
        while self.progress.running.load(Ordering::Relaxed) {
            time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends when the client was waited for longer than `patience`. One timer for a connection, where hyper
    /// would set one for each request.
    pub(super) async fn too_late(&self, patience: Duration) {
        let mut wait = patience;
        loop {
            time::sleep(wait).await;
            wait = match self.waits.load(Ordering::Relaxed) {
                BUSY => patience,
                since => {
                    let waited = Duration::from_millis(self.clock().saturating_sub(since));
                    match patience.checked_sub(waited) {
                        None | Some(Duration::ZERO) => return,
                        Some(left) => left,
                    }
                }
            };
        }
    }
}
