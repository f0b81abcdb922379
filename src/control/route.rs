//! A route of the server itself, as the file of its subject declares it.

use std::{net::SocketAddr, pin::Pin, sync::Arc};

use actions::core::control::{ControlRequest, Operation};
use hyper::http::request::Parts as Head;

use crate::{
    app::App,
    control::{Outcome, Problem, reply::Reply, request::Parts},
    world::World,
};

/// What carries out a route of the server itself, in the world that the request is about.
pub(super) type Run = for<'a> fn(
    &'a App,
    &'a Arc<World>,
    &'a ControlRequest,
) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// The same, where the answer may be something else than JSON.
pub(super) type RunReplying =
    for<'a> fn(
        &'a App,
        &'a Arc<World>,
        &'a ControlRequest,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send + 'a>>;

/// A request as it came.
pub(super) struct Sent<'a> {
    pub(super) peer: SocketAddr,
    pub(super) head: &'a Head,
    /// What stands in its path in the place of names in braces.
    pub(super) parts: Parts<'a>,
    pub(super) body: &'a [u8],
}

/// The same for a request of another protocol, which is not held to what the operation says of its query and its body.
pub(super) type Receive =
    for<'a> fn(
        &'a App,
        Sent<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send + 'a>>;

/// A route of the server itself.
#[derive(Clone, Copy)]
pub(super) struct ServerRoute {
    pub(super) operation: Operation,
    pub(super) run: ServerRun,
}

#[derive(Clone, Copy)]
pub(super) enum ServerRun {
    Json(Run),
    Replying(RunReplying),
    Receiving(Receive),
}

impl ServerRoute {
    pub(super) const fn new(operation: Operation, run: Run) -> Self {
        Self { operation, run: ServerRun::Json(run) }
    }

    /// One whose answer may be something else than JSON.
    pub(super) const fn replying(operation: Operation, run: RunReplying) -> Self {
        Self { operation, run: ServerRun::Replying(run) }
    }

    /// One that speaks another protocol.
    pub(super) const fn receiving(operation: Operation, run: Receive) -> Self {
        Self { operation, run: ServerRun::Receiving(run) }
    }
}

/// The name that a segment of a path in a table has for any.
pub(super) fn placeholder(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
