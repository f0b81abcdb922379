//! The control API, `/_localyun/…`: JSON, for the person and the tests that own this server.
//!
//! It needs no signature, so it answers only callers on this machine, unless it is started for others too
//! (`guard`), and only those that are not a web page of another site.

mod calls;
mod clock;
mod consistency;
mod credentials;
mod definitions;
mod dns;
mod due;
mod duration;
mod events;
mod explain;
mod fault_rule;
mod faults;
mod guard;
mod health;
mod metrics;
mod openapi;
mod outbox;
mod paging;
mod policy;
mod product;
mod proxy;
mod reply;
mod report;
mod request;
mod reset;
mod resources;
mod robots;
mod route;
mod routes;
mod seeds;
mod selection;
mod sign;
mod snapshots;
mod wait;
mod worlds;

use std::{net::SocketAddr, sync::Arc};

use actions::{
    core::control::{ControlAccess, ControlError, ControlRequest, Operation},
    ports::store::StoreError,
};
use hyper::{HeaderMap, Response, StatusCode, header, http::request::Parts};
use serde_json::{Map, Value};
use tracing::{debug, error};

pub(crate) use crate::control::{guard::refuses_page, openapi::arguments};
pub use crate::control::{
    robots::{at_platform, serve_platform},
    routes::operations,
};
use crate::{
    app::App,
    control::{guard::Asked, reply::Reply, route::Sent},
    gateway::entrance,
    wire::{body::Body, shortened::shortened},
    world::{
        World,
        due::WaitFor,
        worlds::{EnterError, Entrance},
    },
};

/// The result of a control call: a JSON body, or a [`Problem`].
type Outcome = Result<Value, Problem>;

/// Why a control call is refused. The text says what to do.
struct Problem {
    status: u16,
    text: String,
    /// The methods that are answered, if this one is not.
    allowed: Option<String>,
    /// What of the body is wrong: what it may be is then added to the text.
    of_body: Option<BodyError>,
    /// What the answer has besides its text.
    more: Option<Box<Map<String, Value>>>,
}

/// What of a body is wrong.
enum BodyError {
    Whole,
    Member(String),
}

impl Problem {
    fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), allowed: None, of_body: None, more: None }
    }

    /// The body says what cannot be.
    fn of_body(text: impl Into<String>) -> Self {
        Self { of_body: Some(BodyError::Whole), ..Self::new(400, text) }
    }

    /// A member of the body cannot be what it is.
    fn of_member(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { of_body: Some(BodyError::Member(name.into())), ..Self::new(400, text) }
    }

    /// A fault of the emulator, of which the log has the cause, or of the data file.
    fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        error!(error = %cause, "a control call failed");
        let mut causes = std::iter::successors(Some(cause), |cause| cause.source());
        let of_file = causes.find_map(|cause| match cause.downcast_ref() {
            Some(StoreError::File(why)) => Some(*why),
            _ => None,
        });
        Self::new(500, of_file.unwrap_or("the server could not do it; its log says why"))
    }
}

impl From<ControlError> for Problem {
    fn from(why: ControlError) -> Self {
        match why {
            ControlError::NotFound(text) => Self::new(404, text),
            ControlError::Wrong(text) => Self::new(400, text),
            ControlError::WrongBody(text) => Self::of_body(text),
            ControlError::WrongMember(name, text) => Self::of_member(name, text),
            ControlError::Failed(e) if e.status == 503 => Self::new(503, e.into_fields().message),
            ControlError::Failed(e) => {
                let problem = Self::internal(&e);
                Self { text: e.into_fields().hint.map_or(problem.text, Into::into), ..problem }
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(cause: StoreError) -> Self {
        Self::internal(&cause)
    }
}

/// Answers a control call; `path` is what follows `/_localyun/`.
pub async fn serve(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    path: &str,
    body: &[u8],
) -> Response<Body> {
    let outcome = match guard::admit(app, Asked { peer: peer.ip(), head, path }) {
        Ok(()) => call(app, peer, head, path, body).await,
        Err(problem) => Err(problem),
    };
    answered(head, path, outcome)
}

/// What is sent for the outcome of a request.
fn answered(head: &Parts, path: &str, outcome: Result<Reply, Problem>) -> Response<Body> {
    let (status, reply, allowed) = match outcome {
        Ok(reply) => (200, reply, None),
        Err(it) => {
            let mut body = Map::new();
            body.insert("message".into(), shortened(&it.text).into());
            body.extend(it.more.into_iter().flat_map(|more| *more));
            (it.status, Value::Object(body).into(), it.allowed)
        }
    };
    debug!(method = %head.method, path, status, "control call");
    let mut response = reply.into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    if status == 401 {
        let scheme = header::HeaderValue::from_static("Bearer realm=\"localyun\"");
        headers.insert(header::WWW_AUTHENTICATE, scheme);
    }
    if let Some(allowed) = allowed.and_then(|it| it.try_into().ok()) {
        headers.insert(header::ALLOW, allowed);
    }
    response
}

/// The headers that routes may read.
const READ: [&str; 2] = ["host", "last-event-id"];

/// A header with its value, if it is there as text.
fn header(head: &Parts, name: &'static str) -> Option<(&'static str, String)> {
    Some((name, head.headers.get(name)?.to_str().ok()?.to_owned()))
}

async fn call(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    path: &str,
    body: &[u8],
) -> Result<Reply, Problem> {
    let (route, parts) = routes::find(&head.method, path)?;
    let operation = *route.operation();
    let answer = route.call(app, Sent { peer, head, parts, body }).await;
    answer.map(|reply| reply.of_kind(operation.answer)).map_err(|mut problem| {
        if let Some(culprit) = &problem.of_body {
            problem.text += &request::usage(&operation, culprit);
        }
        problem
    })
}

/// A request as its operation has it, and the world that it is about, in which all is done that it has to wait for.
async fn prepared(
    app: &App,
    operation: &Operation,
    Sent { head, parts, body, .. }: &Sent<'_>,
) -> Result<(Arc<World>, ControlRequest), Problem> {
    let query = head.uri.query().unwrap_or_default();
    let mut request = request::read(operation, parts, query, body)?;
    request.headers = READ.into_iter().filter_map(|name| header(head, name)).collect();
    let world = world(app, operation, &request, &head.headers).await?;
    if operation.access != ControlAccess::Nothing {
        world.catch_up(WaitFor::Everything).await;
    }
    Ok((world, request))
}

/// The world that a request is about: the one that its query names by id or by an access key, else the one that
/// its header names, else the first.
async fn world(
    app: &App,
    operation: &Operation,
    request: &ControlRequest,
    headers: &HeaderMap,
) -> Result<Arc<World>, Problem> {
    let (all, first) = (&app.worlds, || Arc::clone(app.worlds.first()));
    if !operation.in_world {
        return Ok(first());
    }
    let cannot = |e: EnterError| Problem::internal(&e);
    match (request.query_value("world"), request.query_value("key")) {
        (Some(_), Some(_)) => {
            Err(Problem::new(400, "name the world by `world` or by `key`, not by both"))
        }
        (None, Some(key)) => {
            let unknown =
                || Problem::new(404, format!("no world has the access key `{}`", shortened(key)));
            let Entrance::World(world) = all.of_key(key).await.map_err(cannot)? else {
                return Err(unknown());
            };
            let known = world.keys.find(key).is_some() || world.key(key)?.is_some();
            known.then_some(world).ok_or_else(unknown)
        }
        (world, None) => named(app, world, headers).await,
    }
}

/// The world of this name, else the one that the header of a request names, else the first.
async fn named(app: &App, world: Option<&str>, headers: &HeaderMap) -> Result<Arc<World>, Problem> {
    let header = headers.get(entrance::HEADER).and_then(|it| it.to_str().ok());
    let Some(name) = world.or(header).filter(|it| !it.is_empty()) else {
        return Ok(Arc::clone(app.worlds.first()));
    };
    let found = app.worlds.named(name).await.map_err(|e| Problem::internal(&e))?;
    found.ok_or_else(|| worlds::none(app, name))
}
