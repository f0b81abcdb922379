//! `localyun serve`.

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{runtime, signal, sync::watch, time};
use tracing::{error, info};

use super::fail;
use crate::{
    bodies::Bodies,
    config::{Auth, DEFAULT_DATA, Iam, Serve},
    server,
    server::App,
    store::Store,
    world::{Keys, World},
};

/// Serves until told to stop.
pub(super) fn run(options: &Serve) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_max_level(options.log)
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .with_target(false)
        .init();
    let data = options.data.as_deref().unwrap_or_else(|| {
        info!("keeping state in {DEFAULT_DATA} in this folder; choose another place with --data, or --data :memory: to keep none");
        DEFAULT_DATA
    });
    let store = match Store::open_for_reset(data, options.durability, options.copy_for_reset) {
        Ok(store) => store,
        Err(e) => return fail(&e),
    };
    let keys = Keys::of(&options.accounts);
    let mut world = World::new(store, keys, options.clock, None);
    world.iam = options.iam;
    let app = App {
        world: Arc::new(world),
        auth: options.auth,
        limits: options.limits,
        bodies: Bodies::default(),
        cors: options.cors.clone(),
        control_hosts: options.control_hosts.clone(),
        base: OnceLock::new(),
    };
    // This thread only accepts connections; others serve them.
    match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(here) => here.block_on(listen(Arc::new(app), options)),
        Err(e) => fail(&e),
    }
}

async fn listen(app: Arc<App>, options: &Serve) -> ExitCode {
    // Before the port, so that whoever sees the port may send the signal.
    let (tell_stop, stop) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        info!("stopping");
        // Nobody listens any more if the server has ended by itself.
        let _ = tell_stop.send(true);
    });
    time::sleep(app.world.settling()).await;
    let (listener, base) = match server::bind(options.listen).await {
        Ok(bound) => bound,
        Err(e) => return fail(&format!("cannot listen on {}: {e}", options.listen)),
    };
    if !options.listen.ip().is_loopback() {
        info!("listening beyond this machine: whoever reaches {base} and knows a key can call it");
    }
    if options.auth != Auth::Strict {
        info!(auth = ?options.auth, "signatures are not enforced");
    }
    if options.iam != Iam::Enforce {
        info!(iam = ?options.iam, "policies are not enforced");
    }
    let _ = app.base.set(base.clone());
    if writeln!(io::stdout(), "listening on {base}").and_then(|()| io::stdout().flush()).is_err() {
        error!("nobody reads the standard output; listening on {base}");
    }
    let saving = tokio::spawn(keep_saving(Arc::clone(&app)));
    let served = server::serve(Arc::clone(&app), listener, stop).await;
    saving.abort();
    save_uses(&app).await;
    if let Err(e) = app.world.save_nonces().await {
        error!(error = %e, "cannot write down the nonces");
    }
    app.world.store.close();
    served.map_or_else(|e| fail(&e), |()| ExitCode::SUCCESS)
}

/// Once a minute writes down when keys were used.
async fn keep_saving(app: Arc<App>) {
    loop {
        time::sleep(Duration::from_secs(60)).await;
        save_uses(&app).await;
    }
}

async fn save_uses(app: &App) {
    if let Err(e) = app.world.save_uses().await {
        error!(error = %e, "cannot write down when keys were used");
    }
}

/// Ends at Ctrl-C, and where there is one, at SIGTERM.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        let Ok(mut term) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            let _ = signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
}
