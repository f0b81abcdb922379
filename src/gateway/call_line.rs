//! The line of the log for each call: its fields here, what it looks like in `src/log.rs`.

use std::borrow::Cow;

use actions::{ApiError, Principal};
use tracing::{Level, enabled, error, info};

use crate::{exchange::Exchange, gateway::encode, world::World};

/// Says to the log what has become of a call, and what an error inside the server was caused by.
pub(super) fn log(world: &World, exchange: &Exchange<'_>) {
    let Exchange { request_id, product, action, .. } = exchange;
    for error in exchange.errors() {
        if let Some(cause) = &error.cause {
            let (status, code) = (error.status, &error.code);
            error!(request_id, product, status, %code, %cause, "failed");
        }
    }
    let Some(outcome) = exchange.outcome.as_ref() else { return };
    if !enabled!(target: "call", Level::INFO) {
        return;
    }
    // A call that was let pass is one that succeeded, and yet has an error.
    let error = exchange.errors().next();
    let explained = exchange.refusal().is_some_and(|error| error.cause.is_none());
    info!(
        target: "call",
        status = outcome.status,
        code = error.map_or("", |error| &error.code),
        product,
        action,
        caller = &*caller(exchange),
        duration_ms = outcome.taken.as_secs_f64() * 1000.0,
        request_id,
        world = &*world.name,
        fault = exchange.fault.as_deref().unwrap_or_default(),
        why = &*why(error),
        explained,
    );
}

/// Who called, in short.
fn caller<'a>(exchange: &'a Exchange<'_>) -> Cow<'a, str> {
    let Some(caller) = &exchange.caller else { return "".into() };
    match &caller.principal {
        Principal::Root => "root".into(),
        Principal::User { name, .. } => format!("user/{name}").into(),
        Principal::Session { role_name, session, .. } => {
            format!("role/{role_name}/{session}").into()
        }
        Principal::Anonymous => "anonymous".into(),
    }
}

/// The message of an error, and its hint: in plain ASCII, and not long.
fn why(error: Option<&ApiError>) -> String {
    let Some(error) = error else { return String::new() };
    let message = encode::hint_text(first_line(&error.message));
    match encode::hint(error) {
        Some(hint) => format!("{message} {hint}"),
        None => message,
    }
}

/// Enough of a message to know it by; a signature error quotes the whole request.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    &line[..end]
}
