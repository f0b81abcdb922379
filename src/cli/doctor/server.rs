//! Whether a server answers, who holds its port, which version it has, and what time it takes it to be.

use std::time::Duration;

use bytes::Bytes;
use hyper::Request;

use super::{Facts, Finding};
use crate::{
    cli::{ask, port_holder},
    clock, version,
    wire::host::Host,
};

/// By how much the time of a call may differ from the server's, in milliseconds (the gateway's limit).
const TOLERANCE: i64 = 15 * 60 * 1000;

pub(super) fn answers(facts: &Facts<'_>) -> Vec<Finding> {
    vec![match &facts.health {
        Ok(health) => Finding::ok(
            "server",
            format!(
                "Localyun {} answers at {}, for {} s",
                health["version"].as_str().unwrap_or_default(),
                facts.endpoint,
                health["uptime"]
            ),
        ),
        Err(why) => Finding::problem(
            "server",
            why,
            "start a server with `localyun serve`, or name another one with --endpoint or LOCALYUN_ENDPOINT",
        ),
    }]
}

/// Who listens, where that is this machine.
pub(super) fn port(facts: &Facts<'_>) -> Vec<Finding> {
    if !(Host { name: facts.host, port: None }).is_loopback() {
        return Vec::new();
    }
    let port = facts.port;
    let holder = port_holder::of(port);
    vec![match (&facts.health, holder) {
        (Ok(health), Some(holder)) => Finding::ok(
            "port",
            format!("{holder} listens on port {port}; the server has the pid {}", health["pid"]),
        ),
        (Ok(_), None) => Finding::ok("port", format!("the server listens on port {port}")),
        (Err(_), Some(holder)) => Finding::problem(
            "port",
            format!("{holder} listens on port {port}, and does not answer as Localyun does"),
            "stop it, or start the server on another port: `localyun serve --port 0` picks a free one",
        ),
        (Err(_), None) if cfg!(target_os = "linux") => {
            Finding::ok("port", format!("nobody listens on port {port}"))
        }
        (Err(_), None) => Finding::warning(
            "port",
            format!("nobody is seen that listens on port {port}"),
            format!("`{}` says who does", port_holder::command(port)),
        ),
    }]
}

pub(super) fn version(facts: &Facts<'_>) -> Vec<Finding> {
    let Ok(health) = &facts.health else { return Vec::new() };
    let (there, commit) = (health["version"].as_str(), health["commit"].as_str());
    if there == Some(version::PACKAGE) && commit == version::COMMIT {
        return vec![Finding::ok("version", format!("program and server are {}", version::SHOWN))];
    }
    let there = [there, commit].map(Option::unwrap_or_default).join(" ");
    vec![Finding::warning(
        "version",
        format!("the server is {}, and this program {}", there.trim_end(), version::SHOWN),
        "stop the server with `localyun stop`, and start it again with this program",
    )]
}

/// The clock of the server, as the header `Date` of its answers says it.
pub(super) fn clock(facts: &Facts<'_>) -> Vec<Finding> {
    if facts.health.is_err() {
        return Vec::new();
    }
    let patience = Duration::from_secs(10);
    let answer =
        ask::exchange(facts.endpoint, Request::get("/_localyun/health"), Bytes::new(), patience);
    let now = clock::real_now();
    let date = answer.ok().and_then(|it| {
        let date = chrono::DateTime::parse_from_rfc2822(it.header("date")?).ok()?;
        Some(date.timestamp_millis())
    });
    let Some(date) = date else {
        let text = "the answers of the server have no header Date that can be read";
        return vec![Finding::warning("clock", text, "look at `localyun control get-clock`")];
    };
    let ahead = date - now;
    let seconds = ahead.abs() / 1000;
    if seconds <= 2 {
        return vec![Finding::ok("clock", "the clocks of the server and of this machine agree")];
    }
    let text =
        format!("the server's clock is {seconds} s {}", if ahead > 0 { "ahead" } else { "behind" });
    let advice = "if nobody has moved it (`localyun control get-clock`), set the clock of this machine or of the server's";
    if ahead.abs() <= TOLERANCE {
        return vec![Finding::warning("clock", text, advice)];
    }
    let advice = format!(
        "{advice}; calls are accepted within 15 minutes of the server's clock or of its machine's"
    );
    vec![Finding::warning("clock", text, advice)]
}
