//! The console: pages for people at `/_localyun/console/`. They are files of the folder `console`, which `build.rs` packs into
//! the program; they hold no data, and ask the control API and the products' own actions for all that they show.

mod files;
mod page;

use std::{borrow::Cow, net::SocketAddr};

use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};

use crate::{
    app::App,
    catalog, control,
    wire::{
        body::Body,
        cors,
        host::{Host, METADATA},
    },
};

use self::files::File;
pub use self::files::names;

/// Where its pages are.
pub const PATH: &str = "/_localyun/console/";

/// A page may load what this server serves and ask this server, and nobody may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// What all its answers have.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // A new version of the program has new files: a browser asks each time, and mostly hears 304.
    (header::CACHE_CONTROL, "no-cache"),
    (header::VARY, "Accept-Encoding"),
];

/// Whether a request for `/` is that of a person who has typed the address of the server into a browser, and would be
/// answered the console: not a call, and by a name of the server's own.
pub(crate) fn is_meant(app: &App, peer: SocketAddr, head: &Parts) -> bool {
    let headers = &head.headers;
    let text = |name: HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
    let of_server = |host: Host<'_>| !catalog::is_vendors(host.name) && host.name != METADATA;
    (head.method == Method::GET || head.method == Method::HEAD)
        && head.uri.path() == "/"
        && head.uri.query().is_none()
        && head.uri.authority().is_none()
        && text(header::ACCEPT).is_some_and(|it| it.to_ascii_lowercase().contains("text/html"))
        && !headers.contains_key(header::AUTHORIZATION)
        && !headers.keys().any(|it| it.as_str().starts_with("x-acs-"))
        && text(header::HOST).and_then(Host::parse).is_some_and(of_server)
        && control::refuses_page(app, peer.ip(), headers, cors::is_navigation(head)).is_none()
}

/// Sends a browser to the console.
pub(crate) fn redirect() -> Response<Body> {
    let mut response = moved(StatusCode::FOUND);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

fn moved(status: StatusCode) -> Response<Body> {
    let mut response = answer(status, Body::from(""));
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(PATH));
    response
}

/// Answers a request below [`PATH`]; `path` is what follows it, `None` where its slash is missing.
pub async fn serve(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    path: Option<&str>,
) -> Response<Body> {
    // A link of another site may open the page; what is loaded into that comes from the page itself.
    let is_page = path.is_none_or(str::is_empty);
    let opened = is_page && cors::is_navigation(head);
    if let Some((status, why)) = control::refuses_page(app, peer.ip(), &head.headers, opened) {
        return refused(status, why);
    }
    if head.method != Method::GET && head.method != Method::HEAD {
        let mut response =
            refused(405, "the console is read with GET; its pages call the control API");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let Some(path) = path else { return moved(StatusCode::PERMANENT_REDIRECT) };
    let found = match &app.console_dir {
        Some(folder) if path.is_empty() => page::read(folder.clone()).await.map(Cow::Owned),
        Some(folder) => files::read(folder.clone(), path.to_owned()).await.map(Cow::Owned),
        None if path.is_empty() => page::packed().map(Cow::Borrowed),
        None => files::packed(path).map(Cow::Owned),
    };
    match found {
        Some(file) => sent(&file, &head.headers),
        None => refused(404, format!("the console has no such file; it begins at {PATH}")),
    }
}

/// A file, unless the browser has it already; unpacked for clients that cannot do so.
fn sent(file: &File, asked: &HeaderMap) -> Response<Body> {
    let tag = file.packed.tag();
    let mut response = if has(asked, &tag) {
        answer(StatusCode::NOT_MODIFIED, Body::from(""))
    } else if takes_gzip(asked) {
        let mut response = answer(StatusCode::OK, Body::from(file.packed.bytes()));
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        response
    } else {
        answer(StatusCode::OK, Body::from(file.packed.unpacked()))
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    if let Some(policy) = file.policy.as_deref().and_then(|it| HeaderValue::try_from(it).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Whether the client says that it has what this tag is of.
fn has(asked: &HeaderMap, tag: &str) -> bool {
    let opaque = |it: &str| it.trim().trim_start_matches("W/").to_owned();
    let lists = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    lists.flat_map(|it| it.split(',')).any(|it| it.trim() == "*" || opaque(it) == opaque(tag))
}

/// Whether the client unpacks gzip: it names it, and not with the weight 0.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|it| it.to_str().ok());
    lists.flat_map(|it| it.split(',')).any(|it| {
        let (name, weight) = it.split_once(';').unwrap_or((it, ""));
        let weight = weight.trim().strip_prefix("q=").map(|it| it.trim().parse::<f32>());
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight, Some(Ok(0.0)))
    })
}

/// A sentence in the place of a file.
fn refused(status: u16, why: impl Into<String>) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    let mut response = answer(status, Body::from(why.into() + "\n"));
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn answer(status: StatusCode, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
