//! One call, from its bytes to its answer:
//! decode → route → format → authenticate → transaction { callers, authorize, read, run } → encode.

pub mod authenticate;
pub mod authorize;
mod call_line;
mod call_resources;
pub mod encode;
pub mod entrance;
pub mod faults;
mod guarded;
mod inject;
pub(crate) mod own_gateway;
pub mod replay;
mod run;
mod tag_facts;
pub mod today;
mod xml;

pub use self::run::run;
use self::run::{finish, finish_as_is, run_signed};
pub use crate::exchange::Call;
use crate::{
    config::Auth,
    exchange::{Decisions, Exchange, Received},
    gateway::{
        authenticate::{Authenticated, Refused},
        authorize::Source,
        encode::{Answer, Format},
    },
    route::{self, Captures, Found},
    sign::{self, Covered, encode::unescape_path},
    wire::{Wire, parameters},
    world::{
        World,
        nonces::Ahead,
        worlds::{Entrance, Worlds},
    },
};
use std::{net::IpAddr, sync::Arc};

use actions::{ApiError, Origin, Parameters, Style, request::parameters::Parameter};
use hyper::http::request::Parts;

/// Answers one call that came over the wire from `peer`.
pub async fn serve(worlds: &Worlds, auth: Auth, peer: IpAddr, head: &Parts, body: &[u8]) -> Answer {
    if worlds.has_others() {
        // Kept out of the future of every call.
        match Box::pin(entrance::world(worlds, head, body)).await {
            Ok(Entrance::World(world)) => serve_in(&world, auth, peer, head, body).await,
            Ok(Entrance::Dropped) => refuse_dropped(worlds.first(), peer, head, body),
            Err(why) => {
                let world = worlds.first();
                let received = Received::of(head, body, peer, world.clocks());
                let exchange = Exchange::of(received, world.unique.request_id());
                finish(world, exchange, Err(ApiError::internal(why)))
            }
        }
    } else {
        serve_in(worlds.first(), auth, peer, head, body).await
    }
}

/// Answers one call in its world.
async fn serve_in(
    world: &Arc<World>,
    auth: Auth,
    peer: IpAddr,
    head: &Parts,
    body: &[u8],
) -> Answer {
    let is_shared = world.database.is_shared();
    if is_shared {
        Box::pin(world.look()).await;
    }
    let received = Received::of(head, body, peer, world.clocks());
    let mut exchange = Exchange::of(received, world.unique.request_id());
    exchange.frozen = world.clock.is_frozen();
    let check = |wire: &Wire<'_>, found: &Found<'_>| authenticate::caller(world, auth, wire, found);
    let mut admitted = admit(&check, &received, &mut exchange);
    if is_shared {
        admitted = Box::pin(refuse_used(world, auth, &mut exchange, admitted)).await;
    }
    let answer = if world.faults.any() {
        // Kept out of the future of every call.
        Box::pin(inject::answer(world, exchange, admitted)).await
    } else {
        carry_out(world, exchange, admitted).await
    };
    if answer.delay.is_some() {
        Box::pin(world.faults.pause(answer.delay)).await;
    }
    answer
}

/// Refuses a call whose nonce another process has seen that serves the world.
async fn refuse_used(
    world: &World,
    auth: Auth,
    exchange: &mut Exchange<'_>,
    admitted: Result<(Call, Option<Ahead>), ApiError>,
) -> Result<(Call, Option<Ahead>), ApiError> {
    let (call, ahead) = admitted?;
    let Some(nonce) = ahead else { return Ok((call, None)) };
    if world.is_new_everywhere(nonce).await? {
        return Ok((call, None));
    }
    let error = ApiError::from(faults::SIGNATURE_NONCE_USED);
    if auth == Auth::Audit {
        exchange.passed = Some(error);
        return Ok((call, None));
    }
    exchange.caller = None;
    Err(error)
}

/// Runs a call that is admitted, and refuses one that is not.
async fn carry_out(
    world: &Arc<World>,
    exchange: Exchange<'_>,
    admitted: Result<(Call, Option<Ahead>), ApiError>,
) -> Answer {
    match admitted {
        Ok((call, ahead)) => run_signed(world, exchange, call, ahead).await,
        Err(error) => finish(world, exchange, Err(error)),
    }
}

/// Refuses a call for a world that was dropped as one is refused whose key nobody knows; nothing is run. What is wrong
/// with it besides is said first, as with every call.
fn refuse_dropped(first: &World, peer: IpAddr, head: &Parts, body: &[u8]) -> Answer {
    let received = Received::of(head, body, peer, first.clocks());
    let mut exchange = Exchange::of(received, first.unique.request_id());
    let unknown = |error: &ApiError| {
        ["InvalidAccessKeyId", "InvalidSecurityToken", "Missing"]
            .iter()
            .any(|code| error.code.starts_with(code))
    };
    let check =
        |wire: &Wire<'_>, found: &Found<'_>| authenticate::caller(first, Auth::Strict, wire, found);
    let refused = admit(&check, &received, &mut exchange).err();
    let error = refused.filter(|error| !unknown(error)).unwrap_or_else(|| {
        ApiError::from(faults::INVALID_ACCESS_KEY_ID_NOT_FOUND).with_hint(DROPPED)
    });
    exchange.caller = None;
    finish(first, exchange, Err(error))
}

/// The hint of a call for a world that was dropped.
const DROPPED: &str = "The world of this access key was dropped, by DELETE /_localyun/worlds/ID or \
     since it was idle for its ttl. POST /_localyun/worlds makes a new one.";

/// How it is found who calls; told what the call is for.
type Check<'a> = dyn Fn(&Wire<'_>, &Found<'_>) -> Result<Authenticated, Refused> + 'a;

/// The steps before the action, in the order in which the gateway complains: product, version, action, method,
/// format, and who calls, which `check` says. What is known by name only is refused after all of them.
fn admit(
    check: &Check<'_>,
    received: &Received<'_>,
    exchange: &mut Exchange<'_>,
) -> Result<(Call, Option<Ahead>), ApiError> {
    let decode = |body| {
        parameters::decode(received.query, received.headers, body).map_err(faults::undecodable)
    };
    // What the body of a resource is, its action knows: that is found first, by method and path.
    let by_path = received.path != "/";
    let mut named = decode(if by_path { b"" } else { received.body })?;
    if by_path && !received.body.is_empty() {
        named.note_unread_body(BODY_NOT_ASKED);
    }
    let wire = received.wire(&named);
    let format = Format::of(&wire);
    exchange.format = *format.as_ref().unwrap_or(&Format::Json);
    let found = route::find(&wire).map_err(|none| {
        exchange.product = none.product;
        faults::no_target(none)
    })?;
    exchange.is_for(&found);
    if !takes(&found, wire.method) {
        let (last, others) = methods(&found).split_last().unwrap_or((&"", &[]));
        let others = others.join(", ");
        let hint = format!("The action takes {others} and {last}, not {}.", wire.method);
        return Err(ApiError::from(faults::UNSUPPORTED_HTTP_METHOD).with_hint(hint));
    }
    exchange.format = format?;
    let with_body = if by_path { Some(decode(received.body)?) } else { None };
    let parameters = with_body.as_ref().unwrap_or(&named);
    let wire = Wire { parameters, ..wire };
    let Authenticated { caller, covered, signature, ahead } = match check(&wire, &found) {
        Ok(known) => known,
        Err(refused) => {
            let error = explainable(refused.error, &exchange.request_id);
            let Some(caller) = refused.caller else {
                return Err(error);
            };
            exchange.passed = Some(error);
            Authenticated::unchecked(caller)
        }
    };
    exchange.caller = Some(Arc::clone(&caller));
    (exchange.signature, exchange.covered) = (signature, covered);
    let (target, captures) = match found {
        Found::Emulated(target, captures) => (target, segments(&captures)?),
        // Only now: a call to any action of the cloud tells a right signature from a wrong one.
        Found::Named(actions) => return Err(faults::not_emulated(&actions)),
    };
    let proven = proven(parameters, covered);
    exchange.rewritten = by_path || proven.is_some();
    let wire = Wire { parameters: proven.as_ref().unwrap_or(parameters), ..wire };
    let by_host = target.product.own_gateway.is_some_and(|own| own.regional_hosts);
    let region = sign::region(&wire, by_host).to_owned();
    let source = source(received.peer, &wire);
    let mut parameters = proven.or(with_body).unwrap_or(named);
    if !captures.is_empty() {
        // They say which resource the call is for, so nothing else of the same name counts.
        for (name, value) in &captures {
            parameters.replace(name, value, Origin::Path);
        }
        parameters.sort();
    }
    let (request_id, decisions) = (exchange.request_id.clone(), Decisions::default());
    Ok((Call { target, caller, region, request_id, parameters, source, decisions }, ahead))
}

/// Whether the actions that a call is for take its HTTP method. A resource was found by it.
pub(crate) fn takes(found: &Found<'_>, method: &str) -> bool {
    found.style() == Style::Roa || methods(found).contains(&method)
}

/// The HTTP methods of calls by name.
fn methods(found: &Found<'_>) -> &'static [&'static str] {
    let own = match found {
        Found::Emulated(target, _) => target.product.own_gateway,
        Found::Named(_) => own_gateway::of(found.product()),
    };
    own.map_or(&["GET", "POST", "PUT"], |own| own.methods)
}

/// The parameters that a signature covers, where those are not all of them.
fn proven(parameters: &Parameters, covered: Covered) -> Option<Parameters> {
    if covered == Covered::ALL || parameters.iter().all(|parameter| covered.has(parameter)) {
        return None;
    }
    let mut proven = parameters.clone();
    proven.retain(|parameter| covered.has(parameter));
    let in_body = |p: Parameter<'_>| matches!(p.origin, Origin::Form | Origin::Json);
    if parameters.iter().any(in_body) && !proven.iter().any(in_body) {
        proven.note_unread_body(BODY_UNSIGNED);
    }
    Some(proven)
}

/// The variable segments of a path, decoded.
fn segments(captures: &Captures<'_>) -> Result<Vec<(&'static str, String)>, ApiError> {
    let decoded = |&(name, text): &(&'static str, &str)| {
        let mut value = Vec::with_capacity(text.len());
        unescape_path(&mut value, text);
        let value = String::from_utf8(value).map_err(|_| ApiError::from(faults::NOT_TEXT))?;
        Ok((name, value))
    };
    captures.iter().map(decoded).collect()
}

/// The address that a request counts as from: its own, or one that a client on this machine says that it stands for.
#[must_use]
pub fn address(peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
    let said = forwarded_for.filter(|_| peer.to_canonical().is_loopback());
    let first = said.and_then(|list| list.split(',').next());
    first.and_then(|ip| ip.trim().parse().ok()).unwrap_or(peer)
}

/// Where a call came from. One from this machine may say by `X-Forwarded-For` and
/// `X-Forwarded-Proto` that it stands for another, so that conditions on them can be tried.
fn source(peer: IpAddr, wire: &Wire<'_>) -> Source {
    let said = |name| wire.header(name).filter(|_| peer.to_canonical().is_loopback());
    Source {
        ip: Some(address(peer, wire.header("x-forwarded-for"))),
        plain: said("x-forwarded-proto").is_some_and(|p| p.eq_ignore_ascii_case("http")),
    }
}

/// Why no parameter of a body is applied that could be read.
const BODY_UNSIGNED: &str = "The parameters in the body were left out, since the signature does \
     not cover them. An RPC signature of version 1 covers a form, and no JSON; one of ROA covers a \
     body by its Content-MD5; one of ACS3 or ACS4 only where it covers the header content-type too.";

/// Why no parameter of a body says what a call is for.
const BODY_NOT_ASKED: &str = "The call has another path than /, so the version counts in the query and in the header \
     x-acs-version only: nothing in the body says which action it is for.";

/// The error with where to ask what is wrong with a signature: the texts only show it.
fn explainable(error: ApiError, request_id: &str) -> ApiError {
    if error.code == "SignatureDoesNotMatch" && error.hint.is_none() {
        return error.with_hint(format!("`localyun explain {request_id}` says what differs."));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_segments_of_a_path_are_decoded() {
        let found = segments(&vec![("Id", "my%20ns%2F+"), ("Name", "%E5%BC%A0")]).unwrap();
        assert_eq!(found, [("Id", "my ns/+".to_owned()), ("Name", "张".into())]);
        let error = segments(&vec![("Id", "%ff")]).unwrap_err();
        assert_eq!(error.code, "InvalidParameter");
    }
}
