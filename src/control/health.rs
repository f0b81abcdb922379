//! `/_localyun/health`: whether the server is up.

use actions::{
    core::control::{ControlAccess, Operation},
    shared::format,
};
use serde_json::{Value, json};

use crate::{app::App, control::routes::ServerRoute};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    // It has nothing to wait for.
    Operation::get(
        "health",
        "Answers that the server is up, its version and process, and since when it has served what.",
    )
    .access(ControlAccess::Nothing)
    .of_server(),
    |app, _, _| Box::pin(async { Ok(health(app)) }),
)];

fn health(app: &App) -> Value {
    let metrics = app.worlds.metrics();
    let mut health = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "pid": std::process::id(),
        "data": app.world().database.name(),
        "started": format::iso(metrics.started),
        "uptime": metrics.uptime().as_secs(),
        "worlds": app.worlds.count(),
    });
    if let Some(address) = app.imds.listen {
        health["imds"] = format!("http://{address}").into();
    }
    health
}
