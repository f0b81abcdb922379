//! What the worlds of a program share: the threads, and what goes with them.

use std::{io, sync::Arc};

use tokio::sync::{mpsc, watch};

use crate::{
    metrics::Metrics,
    store::Engine,
    world::{World, journal::file::JournalFile, key_pool::KeyPool},
};

/// What the worlds of a program share: the threads, and what goes with them.
#[derive(Clone)]
pub struct Threads {
    /// Those that write.
    pub engine: Arc<Engine>,
    /// Those that make keys.
    pub key_pool: Arc<KeyPool>,
    /// What they count.
    pub metrics: Arc<Metrics>,
    /// Turns true when the server is to stop, for calls that wait.
    pub stopping: Arc<watch::Sender<bool>>,
    /// The one that writes calls into a file, if one was named.
    pub journal_file: Option<JournalFile>,
    /// Is sent each world that is opened besides the first, if messages are delivered.
    pub opened: Option<mpsc::UnboundedSender<Arc<World>>>,
}

impl Threads {
    /// Starts them.
    pub fn start() -> io::Result<Self> {
        Ok(Self {
            engine: Engine::start()?,
            key_pool: Arc::default(),
            metrics: Arc::default(),
            stopping: Arc::default(),
            journal_file: None,
            opened: None,
        })
    }
}
