//! The server, in this process: each test has its own.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use actions::policy::Range;
use localyun::{
    app::App,
    config::{Auth, Imds, JournalLimits, Limits},
    control_token::ControlToken,
    keys::Account,
    proxy::Proxy,
    serve,
    store::Opening,
    tls::{Mode, Tls},
    wire::cors::Allowed,
    world::{Settings, Threads, key_pool::KeyPool, worlds::Worlds},
};
use tokio::{runtime, sync::watch};

use super::{Answer, Call, ask};

/// How a server is started.
pub(crate) struct Options {
    pub(crate) accounts: Vec<Account>,
    pub(crate) auth: Auth,
    pub(crate) limits: Limits,
    pub(crate) clock: Option<i64>,
    pub(crate) seed: Option<u64>,
    pub(crate) world_prefix: String,
    pub(crate) data: String,
    pub(crate) opening: Opening,
    pub(crate) journal: JournalLimits,
    pub(crate) cors: Vec<Allowed>,
    pub(crate) control_hosts: Vec<String>,
    pub(crate) control_from: Vec<Range>,
    pub(crate) control_token: Option<ControlToken>,
    pub(crate) console_dir: Option<PathBuf>,
    pub(crate) public_url: Option<String>,
    pub(crate) tls: Tls,
    pub(crate) proxy: Proxy,
    pub(crate) imds: Imds,
    pub(crate) key_pool: KeyPool,
}

/// A running server, gone when it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// What it serves. Its threads let go of it a little later.
    pub(crate) app: Arc<App>,
    stop: Option<watch::Sender<bool>>,
    /// Tells the server to stop, as a signal does.
    end: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

/// An account and its key, as on the command line.
pub(crate) fn account(text: &str) -> Account {
    text.parse().unwrap()
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options {
            accounts: vec![account("1000000000000001:testid:testsecret")],
            auth: Auth::Strict,
            limits: Limits::default(),
            clock: None,
            seed: None,
            world_prefix: String::new(),
            data: ":memory:".into(),
            opening: Opening::default(),
            journal: JournalLimits::default(),
            cors: Vec::new(),
            control_hosts: Vec::new(),
            control_from: Vec::new(),
            control_token: None,
            console_dir: None,
            public_url: None,
            tls: Tls::new(Mode::Off, None, Vec::new()),
            proxy: Proxy::default(),
            imds: Imds::default(),
            key_pool: KeyPool::default(),
        };
        change(&mut options);
        let settings = Settings {
            data: options.data,
            opening: options.opening,
            accounts: options.accounts,
            frozen: options.clock,
            seed: options.seed,
            world_prefix: options.world_prefix,
            journal: options.journal,
            ..Settings::default()
        };
        let key_pool = Arc::new(options.key_pool);
        let threads = Threads { key_pool, ..Threads::start().unwrap() };
        let app = Arc::new(App {
            auth: options.auth,
            limits: options.limits,
            cors: options.cors,
            control_hosts: options.control_hosts,
            control_from: options.control_from,
            control_token: options.control_token,
            console_dir: options.console_dir,
            public_url: options.public_url,
            tls: options.tls,
            proxy: options.proxy,
            imds: options.imds,
            ..App::new(Worlds::open(&settings, threads).unwrap())
        });
        let held = Arc::clone(&app);
        let (stop, mut stopped) = watch::channel(false);
        let (end, ended) = watch::channel(false);
        let (sender, receiver) = mpsc::channel();

        let thread = thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (listener, base) = serve::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
                sender.send(listener.local_addr().unwrap()).unwrap();
                app.base.set(base).unwrap();
                // Unless it is told to stop, it is cut off.
                tokio::select! {
                    served = serve::serve(app, vec![listener], ended) => served.unwrap(),
                    _ = stopped.changed() => {}
                }
            });
        });
        let address = receiver.recv().unwrap();
        Self { address, app: held, stop: Some(stop), end, thread: Some(thread) }
    }

    /// Tells it to stop, as a signal does.
    pub(crate) fn tell_to_stop(&self) {
        self.end.send(true).unwrap();
    }

    /// One call on a connection of its own.
    #[track_caller]
    pub(crate) fn call(&self, call: &Call) -> Answer {
        ask(self.address, &call.bytes())
    }

    /// One request on a connection of its own.
    #[track_caller]
    pub(crate) fn ask(&self, request: &[u8]) -> Answer {
        ask(self.address, request)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic in there is the server's; whoever asked it has noticed.
            let _ = thread.join();
        }
        // The last one closes the database, and that is to be here: the next server may want it.
        let start = Instant::now();
        while Arc::strong_count(&self.app) > 1 && start.elapsed() < Duration::from_secs(5) {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
