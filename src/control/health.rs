//! `/_localyun/health` and `/_localyun/stop`: whether the server is up, and how long it is.

use actions::{
    core::control::{ControlAccess, Operation},
    shared::format,
};
use serde_json::json;

use crate::{
    app::App,
    control::{Outcome, Problem, route::ServerRoute},
    metrics::Calls,
    version,
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        // It has nothing to wait for.
        Operation::get(
            "health",
            "Answers that the server is up, its version and process, and since when it has served what.",
        )
        .access(ControlAccess::Nothing)
        .of_server(),
        |app, _, _| Box::pin(health(app)),
    ),
    ServerRoute::new(
        Operation::post("stop", "Stops the server as SIGTERM does: calls that are running end first.")
            .access(ControlAccess::Nothing)
            .of_server(),
        |app, _, _| Box::pin(async { stop(app) }),
    ),
];

fn stop(app: &App) -> Outcome {
    let Some(stop) = &app.stop else {
        let text = "this server is part of another program, which alone can stop it";
        return Err(Problem::new(409, text));
    };
    stop.notify_one();
    Ok(json!({ "status": "stopping", "pid": std::process::id() }))
}

async fn health(app: &App) -> Outcome {
    if let Err(why) = app.world().database.is_writable().await {
        return Err(Problem::new(503, why.to_string()));
    }
    let metrics = app.worlds.metrics();
    let mut health = json!({
        "status": "ok",
        "version": version::PACKAGE,
        "commit": version::COMMIT,
        "pid": std::process::id(),
        "address": app.base(),
        "data": app.world().database.name(),
        "started": format::iso(metrics.started),
        "uptime": metrics.uptime().as_secs(),
        "worlds": app.worlds.count(),
        "calls": metrics.all().calls.values().map(Calls::count).sum::<u64>(),
    });
    if let Some(process) = app.world().journal.process() {
        health["process"] = (**process).into();
    }
    if let Some(file) = app.tls.certificate_file() {
        let file = std::path::absolute(&file).unwrap_or(file);
        health["authority"] = file.display().to_string().into();
    }
    if let Some(address) = app.imds.listen {
        health["imds"] = format!("http://{address}").into();
    }
    if let Some(address) = app.smtp {
        health["smtp"] = address.to_string().into();
    }
    if let Some(servers) = &app.dns {
        health["dns"] = servers.first.to_string().into();
    }
    if let Some(targets) = &app.delivery {
        health["delivery"] = targets.to_string().into();
    }
    Ok(health)
}
