//! The metadata service of an ECS instance, at 100.100.100.200 in the cloud: what programs on an instance ask for its
//! region, its name and the credentials of its role.
//!
//! It answers for the instance that a request names: by a header, or as the user of its proxy, which clients can be told. Without a
//! name it is that of the server, or one that the first account of the world has without having made it. Requests without a token are those of normal mode, requests
//! with one those of security hardening mode (the vendor's page on instance metadata).

pub mod instance;
pub mod listener;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use actions::{Vault, core::control::ControlError, instance_role::Wanted};
use base64::{Engine, prelude::BASE64_STANDARD};
use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};
use tracing::{debug, error};

use crate::{
    app::App,
    gateway::{encode, entrance},
    metadata::instance::{Found, Instance},
    wire::{
        body::Body,
        cors,
        host::{Host, METADATA},
    },
    world::World,
};

/// Under which a client that asks for a token says for how many seconds.
const TTL: &str = "x-aliyun-ecs-metadata-token-ttl-seconds";
/// Under which a client sends its token.
const TOKEN: &str = "x-aliyun-ecs-metadata-token";
/// The longest life of a token, in seconds.
const LONGEST: i64 = 21_600;
/// What a token is sealed for.
const PURPOSE: &str = "metadata token";
/// Under which a request names the instance that it comes from.
const INSTANCE: &str = "x-localyun-instance";

/// The versions of the tree that clients name; `cloud-init` names the dated one.
const VERSIONS: [&str; 2] = ["latest", "2016-01-01"];

/// Why a request is refused: the status, and a sentence for the header `x-localyun-hint`.
struct Refusal(StatusCode, String);

impl Refusal {
    fn new(status: StatusCode, hint: impl Into<String>) -> Self {
        Self(status, hint.into())
    }

    fn not_found(hint: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, hint)
    }
}

impl From<ControlError> for Refusal {
    fn from(why: ControlError) -> Self {
        match why {
            ControlError::NotFound(text) | ControlError::Wrong(text) => Self::not_found(text),
            ControlError::Failed(e) if e.status == 503 => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, e.into_fields().message)
            }
            other => {
                error!(error = ?other, "a request for instance metadata failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The log of the server says why.")
            }
        }
    }
}

/// Whether a request is for the metadata service: through a proxy, or by a `Host` that names it.
#[must_use]
pub fn is_meant(head: &Parts) -> bool {
    let named = head.uri.authority().map(hyper::http::uri::Authority::as_str);
    let field = || head.headers.get(header::HOST).and_then(|it| it.to_str().ok());
    named.or_else(field).and_then(Host::parse).is_some_and(|host| host.name == METADATA)
}

/// Answers a request that came to the port of the server. It is answered to this machine and to the addresses of
/// `--control-from` only, since the answer may be credentials.
pub async fn answer(app: &App, peer: SocketAddr, head: &Parts) -> Response<Body> {
    if app.admits(peer.ip()) {
        return reply(app, head).await;
    }
    let hint = format!(
        "Here instance metadata is answered to callers on this machine only, and this one calls from {0}. Start the server \
         with --control-from {0} to answer it to that address, or with --imds ADDR to answer it to all.",
        peer.ip().to_canonical()
    );
    refused(&Refusal::new(StatusCode::FORBIDDEN, hint))
}

/// Answers a request that came to the address of the service, from wherever. A web page may make a browser send one, but
/// not without saying where the page is from, or by a name that its own name server gives this address.
pub(crate) async fn answer_at_own_address(app: &App, head: &Parts) -> Response<Body> {
    let host = head.headers.get(header::HOST).and_then(|it| it.to_str().ok()).and_then(Host::parse);
    let by_address = host.is_some_and(|it| it.is_loopback() || it.name.parse::<IpAddr>().is_ok());
    if !by_address {
        let hint =
            "Call the metadata service by an address such as 100.100.100.200, not by a name.";
        return refused(&Refusal::new(StatusCode::FORBIDDEN, hint));
    }
    match app.sender(&head.headers) {
        Ok(_) => reply(app, head).await,
        Err(origin) => {
            let hint = cors::refusal("the metadata service", &origin);
            refused(&Refusal::new(StatusCode::FORBIDDEN, hint))
        }
    }
}

async fn reply(app: &App, head: &Parts) -> Response<Body> {
    let answered = match world(app, &head.headers).await {
        Ok(world) => serve(app, &world, head).await,
        Err(refusal) => Err(refusal),
    };
    let response = match answered {
        Ok(content) => plain(StatusCode::OK, content),
        Err(refusal) => refused(&refusal),
    };
    debug!(method = %head.method, path = head.uri.path(), status = response.status().as_u16(), "instance metadata");
    response
}

/// The world that the header of a request names, or the first: clients cannot be told to name one.
async fn world(app: &App, headers: &HeaderMap) -> Result<Arc<World>, Refusal> {
    let name = headers.get(entrance::HEADER).and_then(|it| it.to_str().ok()).unwrap_or_default();
    match app.worlds.named(name).await {
        Ok(Some(world)) => Ok(world),
        Ok(None) => Err(Refusal::not_found("There is no world of this name.")),
        Err(e) => Err(ControlError::Failed(actions::ApiError::internal(e)).into()),
    }
}

/// The id of the instance that a request comes from, if it is known.
fn named(app: &App, headers: &HeaderMap) -> Option<String> {
    let field = |name: &HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
    let by_header = field(&HeaderName::from_static(INSTANCE)).map(|it| it.trim().to_owned());
    by_header.or_else(|| user(field(&header::PROXY_AUTHORIZATION)?)).or(app.imds.instance.clone())
}

/// The user of a proxy, where it is an instance.
fn user(authorization: &str) -> Option<String> {
    let encoded = authorization.strip_prefix("Basic ")?;
    let pair = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, _) = pair.split_once(':')?;
    user.starts_with("i-").then(|| user.to_owned())
}

/// The instance of an account that a request comes from.
async fn instance(
    world: &World,
    account: &str,
    named: Option<String>,
) -> Result<Instance, Refusal> {
    let Some(id) = named else { return Ok(Instance::of(account)) };
    match world.instance_metadata(account, &id).await? {
        Some(known) if known.is_enabled => Ok(Instance::made(id, known)),
        Some(_) => {
            let hint =
                format!("The instance {id} has its metadata service switched off: HttpEndpoint.");
            Err(Refusal::new(StatusCode::FORBIDDEN, hint))
        }
        None => Err(Refusal::not_found(format!("The account {account} has no instance {id}."))),
    }
}

async fn serve(app: &App, world: &Arc<World>, head: &Parts) -> Result<Vec<u8>, Refusal> {
    let path = head.uri.path().trim_matches('/');
    let account = world.account_of_instance(None)?;
    let instance = instance(world, &account, named(app, &head.headers)).await?;
    if path == "latest/api/token" {
        return match head.method {
            Method::PUT => token(world, &head.headers, &instance).map(String::into_bytes),
            _ => Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "A token is asked for by PUT.")),
        };
    }
    if head.method != Method::GET && head.method != Method::HEAD {
        let hint = "Metadata is asked for by GET, a token by PUT /latest/api/token.";
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, hint));
    }
    admitted(app, world, &head.headers, &instance)?;
    let (version, rest) = path.split_once('/').unwrap_or((path, ""));
    if path.is_empty() {
        return Ok(VERSIONS.map(|it| format!("{it}/")).join("\n").into_bytes());
    }
    if !VERSIONS.contains(&version) {
        return Err(Refusal::not_found("Metadata is below /latest/meta-data/."));
    }
    match instance.find(rest) {
        Some(Found::Text(text)) => Ok(text),
        Some(Found::Roles) => Ok(world.instance_role(account, None).await?.into_bytes()),
        Some(Found::Credentials(role)) => {
            let session = format!("vm-ram-{}", instance.id);
            let wanted = Wanted { role: Some(role.to_owned()), seconds: None, session };
            let session = world.instance_session(account, wanted).await?;
            Ok(serde_json::to_vec_pretty(&session).unwrap_or_default())
        }
        None => Err(Refusal::not_found(
            "Localyun has no such item; /latest/meta-data/ lists those that it has.",
        )),
    }
}

/// A new token of an instance, for as long as the client asks.
fn token(world: &World, headers: &HeaderMap, instance: &Instance) -> Result<String, Refusal> {
    let asked = headers.get(TTL).and_then(|it| it.to_str().ok()?.trim().parse().ok());
    let seconds = asked.filter(|it| (1..=LONGEST).contains(it)).ok_or_else(|| {
        let hint = format!("The header {TTL} must be a number from 1 to {LONGEST}.");
        Refusal::new(StatusCode::BAD_REQUEST, hint)
    })?;
    let ends = world.clock.now().saturating_add(seconds * 1000);
    Ok(world.seal(PURPOSE, format!("{ends} {}", instance.id).as_bytes()))
}

/// Refuses a token that is not valid now; and requests without one where only those with one are answered (ecs-vpc.md 23).
fn admitted(
    app: &App,
    world: &World,
    headers: &HeaderMap,
    instance: &Instance,
) -> Result<(), Refusal> {
    let refused = |hint: &str| Err(Refusal::new(StatusCode::FORBIDDEN, hint));
    let Some(token) = headers.get(TOKEN) else {
        return if app.imds.require_token {
            refused(
                "The server was started with --imds-require-token: PUT /latest/api/token first, and send the token.",
            )
        } else if instance.needs_token {
            refused(
                "The instance wants tokens, as its HttpTokens says: PUT /latest/api/token first, and send the token.",
            )
        } else {
            Ok(())
        };
    };
    let opened = token.to_str().ok().and_then(|text| world.unseal(PURPOSE, text.trim()));
    let said = opened.and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (ends, of) = text.split_once(' ')?;
        Some((ends.parse::<i64>().ok()?, of.to_owned()))
    });
    match said {
        None => refused("The token is none of this server's."),
        Some((_, of)) if of != instance.id => refused("The token is one of another instance."),
        Some((ends, _)) if ends <= world.clock.now() => refused("The token has expired."),
        Some(_) => Ok(()),
    }
}

fn refused(Refusal(status, hint): &Refusal) -> Response<Body> {
    let reason = status.canonical_reason().unwrap_or_default();
    let mut response = plain(*status, format!("{} - {reason}\n", status.as_u16()).into_bytes());
    if let Ok(hint) = HeaderValue::try_from(encode::hint_text(hint)) {
        response.headers_mut().insert(HeaderName::from_static("x-localyun-hint"), hint);
    }
    response
}

fn plain(status: StatusCode, content: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
