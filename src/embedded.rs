//! A server inside another program: for tests in Rust, and for `localyun exec`.
//!
//! [`Localyun`] is the server, and a [`World`] is what a test has of it; both may be used from any thread, and from code
//! that runs in a tokio runtime: each verb waits for its answer on the thread that calls it.

mod calls;
mod clock;
mod control;
mod faults;
mod keys;
mod outbox;
mod snapshots;
mod time;
mod world;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use tokio::{
    runtime::{self, Handle},
    sync::watch,
};

use self::control::Control;
pub use self::{
    calls::{Call, Caller, Calls, Count},
    clock::{Clock, Now},
    control::Error,
    faults::Faults,
    keys::{Key, Policy},
    outbox::{Message, Outbox},
    snapshots::{Snapshot, Snapshots},
    time::Span,
    world::{Seeded, World, WorldOptions},
};
use crate::{
    app::App,
    config::{DEFAULT_ACCOUNT, Imds},
    metadata,
    proxy::Proxy,
    serve,
    tls::Tls,
    world::{
        Settings, Threads,
        journal::file::JournalFile,
        seed::{Seed, begin},
        worlds::Worlds,
    },
};

/// How a server is started.
pub struct Options {
    /// Where it listens; port 0 is a free one.
    pub listen: SocketAddr,
    /// Where it listens besides.
    pub further: Vec<SocketAddr>,
    /// How its metadata service answers, and where it listens by itself.
    pub imds: Imds,
    /// What its first world is.
    pub settings: Settings,
    /// The certificates by which it speaks TLS.
    pub tls: Tls,
    /// The hosts that it answers for and lets through as a proxy.
    pub proxy: Proxy,
    /// What its first world begins with.
    pub seeds: Vec<Arc<Seed>>,
    /// The file to which every call is appended, as far as it is written when the server is dropped.
    pub journal: Option<JournalFile>,
}

impl Default for Options {
    /// A free port of the loopback address, the default account, and nothing kept.
    fn default() -> Self {
        let settings = Settings {
            accounts: DEFAULT_ACCOUNT.parse().into_iter().collect(),
            ..Settings::default()
        };
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            further: Vec::new(),
            imds: Imds::default(),
            settings,
            tls: Tls::default(),
            proxy: Proxy::default(),
            seeds: Vec::new(),
            journal: None,
        }
    }
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(String);

/// A running server. It stops when it and all its worlds are dropped.
pub struct Localyun(Arc<Running>);

/// What runs until it is dropped.
struct Running {
    app: Arc<App>,
    control: Control,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
    journal: Option<JournalFile>,
}

impl Localyun {
    /// Starts a server that keeps nothing, on a free port of the loopback address.
    ///
    /// ```
    /// let cloud = localyun::Localyun::start().unwrap();
    /// assert!(cloud.url().starts_with("http://127.0.0.1:"));
    /// ```
    pub fn start() -> Result<Self, StartError> {
        Self::with(Options::default())
    }

    /// Starts a server as these options have it.
    pub fn with(options: Options) -> Result<Self, StartError> {
        let failed = |e: &dyn std::fmt::Display| StartError(format!("cannot start: {e}"));
        let mut threads = Threads::start().map_err(|e| failed(&e))?;
        threads.journal_file.clone_from(&options.journal);
        let worlds = Worlds::open(&options.settings, threads).map_err(|e| failed(&e))?;
        let base = Arc::clone(&options.settings.base);
        let Options { tls, proxy, imds, .. } = options;
        let app = App { tls, proxy, imds, base, ..App::new(worlds) };
        app.seeds.set(options.seeds);
        let app = Arc::new(app);
        let (stop, stopped) = watch::channel(false);
        let (told, ready) = mpsc::channel();
        let (served, listen) = (Arc::clone(&app), (options.listen, options.further));
        let thread = thread::Builder::new().name("localyun".into()).spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build();
            let runtime = match runtime {
                Ok(runtime) => runtime,
                Err(e) => return drop(told.send(Err(e.to_string()))),
            };
            runtime.block_on(run(served, listen, stopped, &told));
        });
        let thread = thread.map_err(|e| failed(&e))?;
        match ready.recv() {
            Ok(Ok(runtime)) => {
                let control = Control::new(Arc::clone(&app), runtime);
                let (journal, thread) = (options.journal, Some(thread));
                Ok(Self(Arc::new(Running { app, control, stop, thread, journal })))
            }
            Ok(Err(why)) => Err(failed(&why)),
            Err(_) => Err(failed(&"it ended")),
        }
    }

    /// Makes a world, which is empty and has one account.
    pub fn world(&self) -> Result<World, Error> {
        self.world_with(&WorldOptions::default())
    }

    /// Makes a world that begins as these options have it.
    pub fn world_with(&self, options: &WorldOptions) -> Result<World, Error> {
        World::make(Arc::clone(&self.0), options)
    }

    /// The first world, which is there as long as the server: for programs with a key of their own.
    pub fn first_world(&self) -> Result<World, Error> {
        World::first(Arc::clone(&self.0))
    }

    /// Its URL: `http://127.0.0.1:4800`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.0.app.base()
    }

    /// Its endpoint, as SDKs want it: `127.0.0.1:4800`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        let url = self.url();
        url.split_once("://").map_or(url, |(_, endpoint)| endpoint)
    }

    /// What it serves.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }
}

/// Serves until it is stopped, and says when it serves.
async fn run(
    app: Arc<App>,
    (listen, further): (SocketAddr, Vec<SocketAddr>),
    stopped: watch::Receiver<bool>,
    told: &mpsc::Sender<Result<Handle, String>>,
) {
    let begun = async {
        let bound = async |address| {
            let bound = serve::bind(address).await;
            bound.map_err(|e| format!("cannot listen on {address}: {e}"))
        };
        let (listener, base) = bound(listen).await?;
        let _ = app.base.set(base);
        let mut listeners = vec![listener];
        for address in further {
            listeners.push(bound(address).await?.0);
        }
        let metadata = match app.imds.listen {
            Some(address) => Some(bound(address).await?.0),
            None => None,
        };
        begin(app.world(), &app.seeds.all()).await?;
        Ok((listeners, metadata))
    };
    match begun.await {
        Ok((listeners, metadata)) => {
            if let Some(listener) = metadata {
                tokio::spawn(metadata::listener::serve(Arc::clone(&app), listener));
            }
            // The system takes connections from here on.
            let _ = told.send(Ok(Handle::current()));
            if let Err(e) = serve::serve(Arc::clone(&app), listeners, stopped).await {
                tracing::error!(error = %e, "the server ended");
            }
            app.world().database.close();
        }
        Err(why) => drop(told.send(Err(why))),
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if let Some(file) = &self.journal {
            file.finish(JournalFile::PATIENCE);
        }
    }
}
