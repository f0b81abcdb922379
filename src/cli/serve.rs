//! `localyun serve`.

use std::{
    io::{self, IsTerminal, Write},
    net::SocketAddr,
    path::Path,
    process::ExitCode,
    sync::Arc,
    thread,
    time::Duration,
};

use tokio::{
    net::TcpListener,
    runtime,
    sync::{Notify, mpsc, watch},
    time,
};
use tracing::{error, info, warn};
use tracing_subscriber::filter::LevelFilter;

use super::{banner, exposure, port_holder, seed, server::DEFAULT_ENDPOINT};
use crate::{
    app::App,
    cli::ready_file::ReadyFile,
    config::{Auth, DEFAULT_DATA, Iam, Imds, Limits, Serve, TlsOptions},
    control_token::ControlToken,
    delivery::{self, Delivering},
    dns::{self, NameServers},
    log::{self, Log},
    metadata,
    proxy::Proxy,
    serve::{self, descriptors, signals},
    smtp,
    store::{Opening, SecretKey},
    tls::Tls,
    world::{Settings, Threads, journal::file::JournalFile, seed::begin, worlds::Worlds},
};

/// How long the end of the program waits for the log to be written.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Serves until it is stopped.
pub(super) fn run(options: &Serve) -> ExitCode {
    let log = match Log::start(options.log, options.log_format) {
        Ok(log) => log,
        Err(e) => return super::fail(&format!("cannot start the log: {e}")),
    };
    let served = serve(options, &log);
    if let Err(why) = &served {
        log.say(&format!("localyun: {why}"));
    }
    log.finish(LAST_LINES);
    served.map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// Where the state is kept.
fn data(options: &Serve) -> &str {
    options.data.as_deref().unwrap_or_else(|| {
        info!("keeping state in {DEFAULT_DATA} in this folder; choose another place with --data, or --data :memory: to keep none");
        DEFAULT_DATA
    })
}

/// In an order in which nothing is left behind: signals first, files last.
fn serve(options: &Serve, log: &Log) -> Result<(), String> {
    let asked = Arc::new(Notify::new());
    let stop = signals::watch(log, options.exit_with_parent, Arc::clone(&asked))
        .map_err(|e| format!("cannot watch for signals: {e}"))?;
    // One that a killed server has left says nothing of this one.
    let ready = options.ready_file.as_deref().map(ReadyFile::at).transpose()?;
    let limits = limits(options)?;
    let seeds = seed::load_all(&options.seeds)?;
    let control_token =
        options.sharing.control_token.as_deref().map(ControlToken::read).transpose()?;
    let names = names(options);
    // This thread only accepts connections; others serve them.
    let here = runtime::Builder::new_current_thread().enable_all().build();
    let here = here.map_err(|e| format!("cannot start: {e}"))?;
    let (listener, base) = here
        .block_on(serve::bind(options.address()))
        .map_err(|e| cannot_listen(options.address(), &e))?;
    let listener_for = |address: Option<SocketAddr>, what: &str| {
        let bound = address.map(|it| {
            let bound = here.block_on(TcpListener::bind(it));
            bound.map_err(|e| format!("cannot listen on {it} for {what}: {e}"))
        });
        bound.transpose()
    };
    let imds_listener = listener_for(options.imds.listen, "instance metadata")?;
    let smtp_listener = listener_for(options.smtp, "mail")?;
    let name_server = options.dns.map(name_server).transpose()?;
    let smtp_address = smtp_listener.as_ref().and_then(|it| it.local_addr().ok());
    let imds_address = imds_listener.as_ref().and_then(|it| it.local_addr().ok());
    let targets = options.delivery.targets()?;
    let settings = Settings {
        data: data(options).to_owned(),
        opening: Opening {
            durability: options.durability,
            copy_for_reset: options.copy_for_reset,
            from: options.from.clone(),
            connections: options.data_connections.into(),
            secret_key: options.secret_key.as_deref().map(SecretKey::read).transpose()?,
            ..Opening::default()
        },
        accounts: options.accounts.clone(),
        frozen: options.clock,
        seed: options.seed_random,
        iam: options.iam,
        journal: options.journal_limits,
        deliver: targets.is_some(),
        world_prefix: options.sharing.world_prefix.clone().unwrap_or_default(),
        base: Arc::new(options.sharing.public_url.clone().unwrap_or_else(|| base.clone()).into()),
    };
    let mut threads = Threads::start().map_err(|e| format!("cannot start a thread: {e}"))?;
    let journal_file = options.journal.as_deref().map(open_journal).transpose()?;
    threads.journal_file.clone_from(&journal_file);
    let (opened, opening) = mpsc::unbounded_channel();
    threads.opened = targets.is_some().then_some(opened);
    let worlds = Worlds::open(&settings, threads).map_err(|e| e.to_string())?;
    let app = App {
        auth: options.auth,
        limits,
        cors: options.cors.clone(),
        control_hosts: options.control_hosts.clone(),
        control_from: options.sharing.control_from.clone(),
        control_token,
        console_dir: options.console_dir.clone(),
        tls: certificates(&options.tls, names.clone())?,
        proxy: Proxy::new(options.proxy_pass.clone(), names),
        imds: Imds { listen: imds_address, ..options.imds.clone() },
        smtp: smtp_address,
        dns: name_server.as_ref().map(|(_, servers)| Arc::clone(servers)),
        base: Arc::new(base.into()),
        public_url: options.sharing.public_url.clone(),
        stop: Some(asked),
        delivery: targets.clone(),
        ..App::new(worlds)
    };
    app.seeds.set(seeds);
    here.block_on(begin(app.world(), &app.seeds.all()))?;
    if app.base() != DEFAULT_ENDPOINT {
        log::served_at(app.base());
    }
    if options.log != LevelFilter::OFF && io::stderr().is_terminal() {
        log.say(&banner::text(app.base(), options));
    }
    let listeners = (listener, imds_listener, smtp_listener);
    let app = Arc::new(app);
    let delivering = targets.map(|targets| {
        info!("messages are delivered: {targets}");
        delivery::start(Arc::clone(&app), targets, opening)
    });
    let delivering = delivering.transpose().map_err(|e| format!("cannot start a thread: {e}"))?;
    let answering = name_server.map(|(bound, servers)| {
        info!("DNS queries are answered on {}, by UDP and TCP", servers.first);
        bound.start((&servers, app.world()), stop.clone())
    });
    let answering = answering.transpose().map_err(|e| format!("cannot start a thread: {e}"))?;
    let served = here.block_on(listen(app, listeners, stop, (options, ready, delivering)));
    if let Some(answering) = answering.filter(|_| served.is_ok()) {
        // It ends by itself, and at once.
        let _ = answering.join();
    }
    if let Some(file) = journal_file {
        file.finish(JournalFile::PATIENCE);
    }
    served
}

/// The sockets of the first world's name server, and what knows those of all worlds.
fn name_server(address: SocketAddr) -> Result<(dns::Bound, Arc<NameServers>), String> {
    let cannot = |e| format!("cannot listen on {address} for DNS: {e}");
    let bound = dns::bind(address).map_err(cannot)?;
    let servers = bound.name_servers().map_err(cannot)?;
    Ok((bound, Arc::new(servers)))
}

/// The names of the server besides the loopback ones: those that are given, and that of its public URL.
fn names(options: &Serve) -> Vec<String> {
    let given = options.tls.folder.names.iter().map(String::as_str);
    given.chain(options.sharing.public_host()).map(str::to_owned).collect()
}

/// The certificates of its names.
fn certificates(options: &TlsOptions, names: Vec<String>) -> Result<Tls, String> {
    let tls = Tls::new(options.tls, options.folder.path(), names);
    match options.tls_cert.as_deref().zip(options.tls_key.as_deref()) {
        None => Ok(tls),
        Some((certificate, key)) => tls
            .with_own(certificate, key)
            .map_err(|e| format!("cannot use the certificate of --tls-cert: {e}")),
    }
}

/// The limits in force: no more connections than the limit of open files has room for.
fn limits(options: &Serve) -> Result<Limits, String> {
    let asked = options.limits;
    // A tunnel to another host is two connections.
    let each = if options.proxy_pass.is_empty() { 1 } else { 2 };
    let others = options.imds.listen.map_or(0, |_| metadata::listener::DESCRIPTORS)
        + options.smtp.map_or(0, |_| smtp::DESCRIPTORS)
        + options.dns.map_or(0, |_| dns::DESCRIPTORS);
    let max_connections = descriptors::room_for(asked.max_connections, each, others)?;
    if max_connections < asked.max_connections {
        warn!(
            "the limit of open files has room for {max_connections} connections at a time, not {}: \
             raise it with `ulimit -n`, or ask for fewer with --max-connections",
            asked.max_connections
        );
    }
    Ok(Limits { max_connections, ..asked })
}

/// The file that keeps the calls.
pub(super) fn open_journal(path: &Path) -> Result<JournalFile, String> {
    JournalFile::open(path).map_err(|e| {
        format!(
            "cannot write the journal {}: {e}: name another file with --journal",
            path.display()
        )
    })
}

/// Why there is no listening on an address, and what to do.
fn cannot_listen(address: SocketAddr, e: &io::Error) -> String {
    let advice = match e.kind() {
        io::ErrorKind::AddrInUse => return in_use(address, e),
        io::ErrorKind::AddrNotAvailable => {
            "no network interface of this machine has this address; choose another one with --listen"
        }
        io::ErrorKind::PermissionDenied => {
            "choose another port with --listen; those below 1024 are mostly reserved"
        }
        _ => "choose another address with --listen",
    };
    format!("cannot listen on {address}: {e}: {advice}")
}

/// That somebody else listens there, who, and what to do.
fn in_use(address: SocketAddr, e: &io::Error) -> String {
    let port = address.port();
    let (who, stop) = match port_holder::of(port) {
        Some(holder) if holder.is_localyun() => (
            format!("{holder} listens there"),
            format!("stop it with `localyun stop --endpoint http://{address}`"),
        ),
        Some(holder) => (format!("{holder} listens there"), "stop it".to_owned()),
        None => (
            format!("`{}` says who listens there", port_holder::command(port)),
            "stop it".to_owned(),
        ),
    };
    format!(
        "cannot listen on {address}: {e}: {who}: {stop}, or choose another port with --listen or --port (--port 0 picks a free one)"
    )
}

async fn listen(
    app: Arc<App>,
    (listener, imds_listener, smtp_listener): (
        TcpListener,
        Option<TcpListener>,
        Option<TcpListener>,
    ),
    stop: watch::Receiver<bool>,
    (options, ready, delivering): (&Serve, Option<ReadyFile>, Option<Delivering>),
) -> Result<(), String> {
    if !options.address().ip().is_loopback() {
        info!(
            "listening beyond this machine: every client that reaches {} and knows a key can call it",
            app.base()
        );
    }
    if app.public_url.is_some() {
        info!("listening on {}, and called {}", app.listens_at(), app.base());
    }
    for risk in exposure::risks(options) {
        warn!("{risk}");
    }
    if options.auth != Auth::Strict {
        info!(auth = ?options.auth, "signatures are not enforced");
    }
    if options.iam != Iam::Enforce {
        info!(iam = ?options.iam, "policies are not enforced");
    }
    let metadata = imds_listener.map(|listener| {
        if let Some(address) = app.imds.listen {
            info!("instance metadata on http://{address}: who reaches it gets credentials");
        }
        tokio::spawn(metadata::listener::serve(Arc::clone(&app), listener))
    });
    let mail = smtp_listener.map(|listener| {
        if let Some(address) = app.smtp {
            info!("mail is taken by SMTP on {address}");
        }
        tokio::spawn(smtp::serve(Arc::clone(&app), listener, stop.clone()))
    });
    let serving = serve::serve(Arc::clone(&app), vec![listener], stop);
    // Whoever connects from here on is served.
    let _ready = ready.map(|file| file.write(app.base())).transpose()?;
    let line = app.base().to_owned();
    // A thread of its own: who does not read the line does not stop the server.
    let said = thread::Builder::new().name("ready".into()).spawn(move || say_ready(&line));
    if let Err(e) = said {
        error!(error = %e, "cannot write to the standard output; listening on {}", app.base());
    }
    let saving = tokio::spawn(keep_saving(Arc::clone(&app)));
    let watching =
        options.watch.then(|| tokio::spawn(seed::watch(Arc::clone(&app), options.seeds.clone())));
    let served = serving.await;
    saving.abort();
    if let Some(mail) = mail {
        if served.is_err() {
            mail.abort();
        }
        // It ends by itself, and soon.
        let _ = mail.await;
    }
    if let Some(metadata) = metadata {
        metadata.abort();
    }
    if let Some(watching) = watching {
        watching.abort();
    }
    if let Some(delivering) = delivering {
        delivering.stop();
    }
    save_uses(&app).await;
    // The others are in memory.
    let world = app.world();
    if let Err(e) = world.save_nonces().await {
        error!(error = %e, "cannot write down the nonces");
    }
    world.database.close();
    info!("stopped");
    served.map_err(|e| format!("cannot serve: {e}"))
}

/// Writes the line that says that the server is ready.
fn say_ready(base: &str) {
    let mut out = io::stdout();
    if writeln!(out, "listening on {base}").and_then(|()| out.flush()).is_err() {
        error!("nobody reads the standard output; listening on {base}");
    }
}

/// Once a minute writes down when keys were used.
async fn keep_saving(app: Arc<App>) {
    loop {
        time::sleep(Duration::from_secs(60)).await;
        save_uses(&app).await;
    }
}

async fn save_uses(app: &App) {
    for world in app.worlds.opened() {
        if let Err(e) = world.save_uses().await {
            error!(error = %e, "cannot write down when keys were used");
        }
    }
}
