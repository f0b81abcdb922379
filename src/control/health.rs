//! `/_localyun/health`: whether the server is up.

use actions::core::control::{ControlAccess, Operation};
use serde_json::json;

use crate::control::routes::ServerRoute;

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    // It has nothing to wait for.
    Operation::get("health", "Answers that the server is up, and its version.")
        .access(ControlAccess::Nothing)
        .of_server(),
    |_, _, _| {
        Box::pin(async { Ok(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })) })
    },
)];
