//! Name servers for the domains that worlds host (`--dns`): one for the first world, and one for each other world that asks for
//! it. What they answer is in `actions::resolution`.

mod rdata;
pub(crate) mod sockets;
mod zones;

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

use thiserror::Error;
use tokio::{
    runtime::{self, Handle, Runtime},
    sync::{Semaphore, watch},
};

use self::{sockets::Sockets, zones::Zones};
use crate::world::World;

/// How many connections may be open at a time, to all name servers together.
const CONNECTIONS: usize = 64;

/// How many worlds besides the first may have a name server.
const MOST: usize = 64;

/// How many file descriptors they take.
pub(crate) const DESCRIPTORS: usize = CONNECTIONS + 2 * (MOST + 1);

/// The name servers of a server.
pub struct NameServers {
    /// Where that of the first world listens.
    pub first: SocketAddr,
    others: Mutex<BTreeMap<Box<str>, SocketAddr>>,
    room: Arc<Semaphore>,
    thread: Handle,
}

/// Why a world has no name server.
#[derive(Debug, Error)]
pub enum OpenError {
    /// As many others have one.
    #[error("{MOST} worlds have a name server: drop one of them")]
    Full,
    /// The system has refused.
    #[error("cannot listen for DNS: {0}")]
    Listen(#[from] io::Error),
}

/// The sockets of the first world's name server, and the thread that is to serve all.
pub(crate) struct Bound {
    sockets: Sockets,
    runtime: Runtime,
}

/// Listens on an address.
pub(crate) fn bind(address: SocketAddr) -> io::Result<Bound> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let sockets = runtime.block_on(Sockets::bind(address))?;
    Ok(Bound { sockets, runtime })
}

impl Bound {
    /// What knows the name servers.
    pub(crate) fn name_servers(&self) -> io::Result<NameServers> {
        Ok(NameServers {
            first: self.sockets.address()?,
            others: Mutex::default(),
            room: Arc::new(Semaphore::new(CONNECTIONS)),
            thread: self.runtime.handle().clone(),
        })
    }

    /// Answers for the first world, on a thread of its own, until `stop` turns true.
    pub(crate) fn start(
        self,
        (servers, world): (&NameServers, &Arc<World>),
        mut stop: watch::Receiver<bool>,
    ) -> io::Result<JoinHandle<()>> {
        let zones = Arc::new(Zones(Arc::downgrade(world)));
        let room = Arc::clone(&servers.room);
        let Self { sockets, runtime } = self;
        thread::Builder::new().name("dns".into()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = sockets.serve(zones, room) => {}
                    _ = stop.wait_for(|stop| *stop) => {}
                }
            });
            // What other worlds have ends with it.
            runtime.shutdown_background();
        })
    }
}

impl NameServers {
    fn others(&self) -> MutexGuard<'_, BTreeMap<Box<str>, SocketAddr>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the name server of a world listens, if it has one.
    #[must_use]
    pub fn of(&self, world: &World) -> Option<SocketAddr> {
        if world.name.is_empty() {
            Some(self.first)
        } else {
            self.others().get(&world.name).copied()
        }
    }

    /// Where the name server of a world listens; it gets one on a free port if it has none, which ends with the world.
    ///
    /// # Errors
    ///
    /// If too many worlds have one, or the system refuses.
    pub async fn open(self: &Arc<Self>, world: &Arc<World>) -> Result<SocketAddr, OpenError> {
        if let Some(address) = self.of(world) {
            return Ok(address);
        }
        let sockets = Sockets::bind(SocketAddr::new(self.first.ip(), 0)).await?;
        let address = sockets.address()?;
        {
            let mut others = self.others();
            if let Some(other) = others.get(&world.name) {
                return Ok(*other);
            }
            if others.len() >= MOST {
                return Err(OpenError::Full);
            }
            others.insert(world.name.clone(), address);
        }
        let zones = Arc::new(Zones(Arc::downgrade(world)));
        let (servers, room, name) = (Arc::clone(self), Arc::clone(&self.room), world.name.clone());
        let mut ended = world.ended.subscribe();
        self.thread.spawn(async move {
            tokio::select! {
                () = sockets.serve(zones, room) => {}
                _ = ended.wait_for(|ended| *ended) => {}
            }
            servers.others().remove(&name);
        });
        Ok(address)
    }
}
