//! One request, from its head to its response: whether it is answered, and what answers it.

use crate::{
    app::App,
    console, control,
    gateway::{self, encode},
    metadata,
    serve::{
        progress::Progress,
        refusal::{head_too_large, named, refused, too_much},
        tunnel::{self, Target},
    },
    web,
    wire::{
        body::Body,
        cors::{self, Sender},
        headers::members,
        host,
    },
};
use std::{net::SocketAddr, pin::Pin, sync::atomic::Ordering};

use actions::ApiError;
use hyper::{
    HeaderMap, Method, Request, Response, Version,
    body::Incoming,
    header::{self, HeaderValue},
    http::request::Parts,
};

/// Answers one request, and says in `progress` how far it has come.
pub(crate) async fn answer(
    app: &App,
    peer: SocketAddr,
    progress: &Progress,
    request: Request<Incoming>,
) -> Response<Body> {
    let (mut head, body) = request.into_parts();
    // The target has the host, whatever the header says (RFC 9112, 3.2.2); calls are signed with what the header says.
    if head.uri.path().starts_with("/_localyun/")
        && let Some(Ok(host)) = head.uri.authority().map(|it| HeaderValue::try_from(it.as_str()))
    {
        head.headers.insert(header::HOST, host);
    }
    let sender = app.sender(&head.headers);
    let mut response = reply(app, peer, progress, (&head, body), &sender).await;
    if let Ok(Sender::Page(origin)) = sender {
        cors::allow(response.headers_mut(), origin);
    }
    if !response.headers().contains_key(header::DATE)
        && let Some(date) = encode::date(&app.world().clock)
    {
        response.headers_mut().insert(header::DATE, date);
    }
    persist(&head, response.headers_mut());
    response
}

async fn reply(
    app: &App,
    peer: SocketAddr,
    progress: &Progress,
    (head, body): (&Parts, Incoming),
    sender: &Result<Sender, String>,
) -> Response<Body> {
    let limits = &app.limits;
    let id = || app.world().refusals.request_id();
    let size: usize = head.headers.iter().map(|(n, v)| n.as_str().len() + v.len() + 4).sum();
    let received =
        if size + head.uri.path().len() + head.uri.query().map_or(0, str::len) > limits.max_head {
            Err(head_too_large(limits))
        } else {
            app.bodies.receive(limits.of_bodies(), body).await
        };
    let body = match received {
        Ok(body) => body,
        Err(refusal) => {
            progress.over.store(true, Ordering::Relaxed);
            return too_much(&id(), named(&head.headers), &refusal);
        }
    };
    progress.running.store(true, Ordering::Relaxed);
    if head.uri.authority().is_some()
        && let Some(target) = boxed(|| tunnel::target(app, peer, head, &body.bytes)).await
    {
        return match target {
            Target::Tunnel(tunnel) => {
                progress.agree(tunnel);
                Response::new(Vec::new().into())
            }
            Target::Answer(response) => response,
            Target::Refused(refusal) => too_much(&id(), named(&head.headers), &refusal),
        };
    }
    let own = head.uri.path().strip_prefix("/_localyun/");
    if let (true, Ok(Sender::Page(_))) = (cors::is_preflight(head), sender) {
        return cors::preflight(&head.headers);
    }
    if own.is_none() && console::is_meant(app, peer, head) {
        return console::redirect();
    }
    let problem = match own {
        None => not_a_call(head, sender),
        Some(path) if path.starts_with("link/") => {
            no_host(head).or_else(|| not_allowed(sender).filter(|_| !cors::is_navigation(head)))
        }
        // It says so in its own words.
        Some(_) => None,
    };
    if let Some(refusal) = problem {
        let host = named(&head.headers);
        // What would follow a CONNECT is for somebody else.
        let ends = head.method == Method::CONNECT;
        return if ends { too_much(&id(), host, &refusal) } else { refused(&id(), host, &refusal) };
    }
    if own.is_none() && metadata::is_meant(head) {
        return boxed(|| metadata::answer(app, peer, head)).await;
    }
    let body = &body.bytes;
    if own.is_none()
        && let Some(bot) = control::at_platform(head)
    {
        return boxed(|| control::serve_platform(app, peer, head, bot, body)).await;
    }
    match own {
        None => gateway::serve(&app.worlds, app.auth, peer.ip(), head, body).await.into_response(),
        // Rare, and kept out of the future of every call.
        Some(path) => match path.split_once('/') {
            Some(("link", link)) => boxed(|| web::serve(app, head, link)).await,
            Some(("console", file)) => boxed(|| console::serve(app, peer, head, Some(file))).await,
            None if path == "console" => boxed(|| console::serve(app, peer, head, None)).await,
            _ => boxed(|| control::serve(app, peer, head, path, body)).await,
        },
    }
}

/// Why a request is refused by its method, its host or its sender, whatever action it calls.
fn not_a_call(head: &Parts, sender: &Result<Sender, String>) -> Option<ApiError> {
    if head.method == Method::CONNECT {
        let text = "CONNECT asks a proxy for a tunnel to a host, and its target is no host.";
        return Some(ApiError::new(400, "InvalidHost.Localyun", text));
    }
    if let Some(refusal) = no_host(head).or_else(|| not_allowed(sender)) {
        return Some(refusal);
    }
    (head.method == Method::OPTIONS).then(|| {
        let text = "OPTIONS is answered to a browser that asks whether a page of another site may \
                    call. It calls no action: use GET, POST or PUT.";
        ApiError::new(405, "OptionsNotSupported.Localyun", text)
    })
}

/// Why the `Host` of a request is not valid.
fn no_host(head: &Parts) -> Option<ApiError> {
    let text = host::problem(head)?;
    Some(ApiError::new(400, "InvalidHost.Localyun", text))
}

/// Why the page that sends a request is not answered.
fn not_allowed(sender: &Result<Sender, String>) -> Option<ApiError> {
    let origin = sender.as_ref().err()?;
    Some(ApiError::new(403, "ForeignOrigin.Localyun", cors::refusal("Localyun", origin)))
}

/// Says whether the connection goes on, and says one thing only.
fn persist(head: &Parts, headers: &mut HeaderMap) {
    fn says(headers: &HeaderMap, wanted: &str) -> bool {
        members(headers, &header::CONNECTION).any(|it| it.eq_ignore_ascii_case(wanted))
    }
    let old = head.version < Version::HTTP_11;
    let ends = says(headers, "close")
        || says(&head.headers, "close")
        || (old && !says(&head.headers, "keep-alive"));
    if ends {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        headers.remove("keep-alive");
    }
}

/// Boxes a future that is rarely awaited, so that it does not enlarge the one that awaits it.
fn boxed<F: Future>(make: impl FnOnce() -> F) -> Pin<Box<F>> {
    Box::pin(make())
}
