//! `localyun status` and `localyun stop`.

use std::{
    fmt::Write,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use clap::Args;
use serde_json::{Value, json};

use super::{ask, fail, json_text, port_holder, print, server::Server};
use crate::console;

/// How long a stop may take: longer than calls that are running may.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked whether the server is gone.
const LOOK: Duration = Duration::from_millis(20);

/// Which server, and how to show it.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun status
  localyun status --json --endpoint http://127.0.0.1:4801

The exit status is 0 if a server answers, and 1 if not.")]
pub(super) struct Status {
    /// Prints JSON.
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    server: Server,
}

/// Which server to stop.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun stop
  localyun stop --endpoint http://127.0.0.1:4801

The exit status is 0 if the server has stopped, and 1 if there was none or it did not stop.")]
pub(super) struct Stop {
    #[command(flatten)]
    server: Server,
}

/// What `/_localyun/health` of a server answers.
pub(super) fn health(endpoint: &str) -> Result<Value, String> {
    match ask::fetch(endpoint, "/_localyun/health") {
        Ok(text) => serde_json::from_str::<Value>(&text)
            .ok()
            .filter(|it| it["status"] == "ok" && it["pid"].is_u64())
            .ok_or_else(|| format!("what answers at {endpoint} is not Localyun")),
        Err(failed) if failed.answered => Err(format!(
            "what answers at {endpoint} does not say that it is Localyun: {}",
            failed.said(endpoint)
        )),
        Err(failed) => Err(format!("no answer from {endpoint}: {}", failed.text)),
    }
}

/// Says whether there is a server, and what it is.
pub(super) fn status(it: &Status) -> ExitCode {
    let endpoint = &it.server.endpoint;
    match health(endpoint) {
        Ok(health) if it.json => print(&(json_text::pretty(&health, false) + "\n")),
        Ok(health) => print(&described(endpoint, &health)),
        Err(why) => {
            if it.json {
                print(&format!(
                    "{}\n",
                    json_text::pretty(&json!({ "status": "down", "why": why }), false)
                ));
                return ExitCode::FAILURE;
            }
            fail(&format!("{why}: {}", ask::ADVICE))
        }
    }
}

/// A line for each thing that a server says of itself.
fn described(endpoint: &str, health: &Value) -> String {
    let text = |name: &str| match &health[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let version = match &*text("commit") {
        "" => text("version"),
        commit => format!("{} ({commit})", text("version")),
    };
    let address =
        Some(text("address")).filter(|it| !it.is_empty()).unwrap_or_else(|| endpoint.to_owned());
    let delivery = Some(text("delivery")).filter(|it| !it.is_empty());
    let delivery = delivery.unwrap_or_else(|| "off: messages are only recorded".to_owned());
    let rows = [
        ("address", address.clone()),
        ("console", format!("{address}{}", console::PATH)),
        ("version", version),
        ("pid", text("pid")),
        ("data", text("data")),
        ("ca", text("authority")),
        ("started", text("started")),
        ("uptime", uptime(health["uptime"].as_u64().unwrap_or_default())),
        ("worlds", text("worlds")),
        ("calls", text("calls")),
        ("delivery", delivery),
        ("dns", text("dns")),
    ];
    let mut text = String::new();
    for (name, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{name:<8} {value}");
    }
    text
}

/// `2d 3h 4m 5s`, without what is 0 in front.
fn uptime(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, 'd'),
        (seconds / 3600 % 24, 'h'),
        (seconds / 60 % 60, 'm'),
        (seconds % 60, 's'),
    ];
    let first = parts.iter().position(|(n, _)| *n > 0).unwrap_or(parts.len() - 1);
    parts[first..].iter().map(|(n, unit)| format!("{n}{unit}")).collect::<Vec<_>>().join(" ")
}

/// Stops the server, and waits until it is gone.
pub(super) fn stop(it: &Stop) -> ExitCode {
    match stopped(&it.server.endpoint) {
        Ok(text) => print(&text),
        Err(why) => fail(&why),
    }
}

fn stopped(endpoint: &str) -> Result<String, String> {
    // So that nothing else is asked to stop.
    let health = health(endpoint).map_err(|why| {
        format!("{why}: name the server to stop with --endpoint; `localyun doctor` says who listens there")
    })?;
    let pid = health["pid"].as_u64().and_then(|it| u32::try_from(it).ok()).unwrap_or_default();
    // Where it is a process of this machine, its end is seen: it is later than that of its answers.
    let is_seen = port_holder::is_running(pid);
    ask::post(endpoint, "/_localyun/stop", Vec::new())
        .map_err(|failed| format!("{endpoint} does not stop: {}", failed.said(endpoint)))?;
    let start = Instant::now();
    let is_there =
        || if is_seen { port_holder::is_running(pid) } else { self::health(endpoint).is_ok() };
    while is_there() {
        if start.elapsed() > PATIENCE {
            return Err(format!("{endpoint} was asked to stop, and is still there (pid {pid})"));
        }
        thread::sleep(LOOK);
    }
    Ok(format!("stopped {endpoint} (pid {pid})\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uptime_is_as_long_as_it_has_to_be() {
        for (seconds, text) in [(0, "0s"), (59, "59s"), (3600, "1h 0m 0s"), (93_784, "1d 2h 3m 4s")]
        {
            assert_eq!(uptime(seconds), text);
        }
    }
}
