//! The control API, `/_localyun/…`: JSON, for the person and the tests that own this server.
//!
//! It needs no signature, so it answers only callers on this machine, and only those
//! that are not a web page of another site.

mod cas;
mod cas_orders;
mod clock;
mod explain;
mod oidc_keys;
mod outbox;
mod policy;

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{HeaderMap, Method, Response, StatusCode, header, http::request::Parts};
use serde_json::{Value, json};
use tracing::error;

use crate::{due, server::App};

/// What came of a control call: a JSON body, or a [`Problem`].
type Outcome = Result<Value, Problem>;

/// Why a control call is refused. The text says what to do.
struct Problem {
    status: u16,
    text: String,
}

impl Problem {
    fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    /// A fault of the emulator: the log has the cause.
    fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        error!(error = %cause, "a control call failed");
        Self::new(500, "the server could not do it; its log says why")
    }
}

/// Answers a control call; `path` is what follows `/_localyun/`.
pub async fn serve(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    path: &str,
    body: &[u8],
) -> Response<Full<Bytes>> {
    let outcome = match guard(peer, &head.headers) {
        Ok(()) => call(app, head, path, body).await,
        Err(problem) => Err(problem),
    };
    let (status, value) = match outcome {
        Ok(value) => (200, value),
        Err(problem) => (problem.status, json!({ "error": problem.text })),
    };
    let wants_text = head.uri.query().is_some_and(|q| q.split('&').any(|p| p == "as=text"));
    let plain = if wants_text { explain::text(&value) } else { None };
    let kind =
        if plain.is_some() { "text/plain;charset=utf-8" } else { "application/json;charset=utf-8" };
    let mut text = plain
        .map_or_else(|| serde_json::to_vec_pretty(&value).unwrap_or_default(), String::into_bytes);
    text.push(b'\n');
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

async fn call(app: &App, head: &Parts, path: &str, body: &[u8]) -> Outcome {
    due::catch_up(&app.world).await;
    let query = head.uri.query().unwrap_or_default();
    match (&head.method, path.split_once('/').unwrap_or((path, ""))) {
        (&Method::GET, ("health", "")) => {
            Ok(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
        }
        (&Method::POST, ("reset", "")) => {
            app.world.reset().await.map_err(|e| Problem::internal(&e))?;
            Ok(json!({ "status": "reset" }))
        }
        (&Method::GET, ("outbox", "")) => outbox::list(app, query),
        (&Method::GET, ("clock", "")) => Ok(clock::read(&app.world.clock)),
        (&Method::POST, ("clock", "")) => {
            let moved = clock::change(&app.world.clock, body)?;
            due::clock_moved(&app.world).await;
            Ok(moved)
        }
        (&Method::GET, ("policy", "suggest")) => policy::suggest(app, query),
        (&Method::GET, ("policy", "asked")) => Ok(policy::asked(app, query)),
        (&Method::POST, ("policy", "forget")) => Ok(policy::forget(app)),
        (&Method::GET, ("ims", "oidc-keys")) => oidc_keys::list(app),
        (&Method::POST, ("ims", "oidc-keys")) => oidc_keys::put(app, body).await,
        (&Method::GET, ("explain", id)) if !id.is_empty() => explain::refusal(app, id, None),
        (&Method::POST, ("explain", "")) => explain::given(app, body),
        (&Method::POST, ("explain", id)) => explain::refusal(app, id, Some(body)),
        (method, ("cas", rest)) => cas::call(&app.world, method, rest, query, body).await,
        (
            _,
            (known @ ("health" | "reset" | "outbox" | "clock" | "explain" | "policy" | "ims"), _),
        ) => Err(Problem::new(
            405,
            format!("/_localyun/{known} is not called so; docs/CONTROL.md shows how"),
        )),
        _ => Err(Problem::new(
            404,
            format!(
                "there is no /_localyun/{path}; try health, reset, outbox, clock, policy/suggest, ims/oidc-keys, cas/resources, cas/orders, cas/instances or explain/REQUEST_ID"
            ),
        )),
    }
}

/// Refuses callers from other machines, and pages of other sites: a page may make a browser
/// call this server, but not without naming where it came from.
fn guard(peer: SocketAddr, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    if !peer.ip().to_canonical().is_loopback() {
        return Err(Problem::new(403, "the control API answers callers on this machine only"));
    }
    // A name that a foreign page's own DNS points here is no loopback name.
    let host = text("host").unwrap_or_default();
    if !is_loopback(host) {
        return Err(Problem::new(403, "call the control API by 127.0.0.1, [::1] or localhost"));
    }
    let origin = text("origin").map(|o| o.split_once("://").map_or(o, |(_, host)| host));
    let foreign_site = matches!(text("sec-fetch-site"), Some("cross-site" | "same-site"));
    if foreign_site || origin.is_some_and(|o| o != host) {
        return Err(Problem::new(403, "the control API does not answer pages of other sites"));
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The value of `name` in a query string of the control API.
fn from_query(query: &str, name: &str) -> Option<String> {
    let given = crate::api::decode::parameters(query, &HeaderMap::new(), b"").ok()?;
    given.filled(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_let_in() {
        for good in ["127.0.0.1:4800", "localhost", "LOCALHOST:1", "[::1]:4800", "127.1.2.3"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in ["", "example.com", "127.0.0.1.example.com", "10.0.0.1:4800", "[::2]"] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let local: SocketAddr = "127.0.0.1:9".parse().unwrap();
        let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect()
        };
        let host = ("host", "127.0.0.1:4800");
        assert!(guard(local, &headers(&[host])).is_ok());
        assert!(guard(local, &headers(&[host, ("origin", "http://127.0.0.1:4800")])).is_ok());
        assert!(guard(local, &headers(&[host, ("origin", "http://evil.example")])).is_err());
        assert!(guard(local, &headers(&[host, ("origin", "null")])).is_err());
        assert!(guard(local, &headers(&[host, ("sec-fetch-site", "cross-site")])).is_err());
        assert!(guard(local, &headers(&[("host", "evil.example:4800")])).is_err());
        assert!(guard("10.0.0.7:9".parse().unwrap(), &headers(&[host])).is_err());
    }
}
