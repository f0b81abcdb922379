//! One call, from its bytes to its answer:
//! decode → route → format → authenticate → transaction { callers, authorize, read, run } → encode.

pub mod authenticate;
pub mod authorize;
pub mod encode;
pub mod entrance;
pub mod faults;
pub mod today;
mod xml;

pub use crate::exchange::Call;
use crate::{
    config::Auth,
    exchange::{Decisions, Exchange, Received},
    gateway::{
        authenticate::Authenticated,
        authorize::{CallAuthorization, Source},
        encode::{Answer, Failure, Format},
    },
    random,
    route::{self, Captures, Found, Target},
    sign::{self, Covered, encode::unescape_path},
    wire::{Wire, parameters},
    world::{
        World,
        due::{self, WaitFor},
        nonces::Ahead,
        transaction::Transaction,
        worlds::Worlds,
    },
};
use std::{
    borrow::Cow,
    net::IpAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use actions::{ApiError, Origin, Parameters, Params, Style, request::parameters::Parameter};
use hyper::http::request::Parts;
use tracing::{error, info};

/// Answers one call that came over the wire from `peer`.
pub async fn serve(worlds: &Worlds, auth: Auth, peer: IpAddr, head: &Parts, body: &[u8]) -> Answer {
    if worlds.has_others() {
        // Kept out of the future of every call.
        match Box::pin(entrance::world(worlds, head, body)).await {
            Ok(world) => serve_in(&world, auth, peer, head, body).await,
            Err(why) => {
                let world = worlds.first();
                let received = Received::of(head, body, peer, world.clocks());
                let exchange = Exchange::of(received, random::request_id());
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
    let received = Received::of(head, body, peer, world.clocks());
    let mut exchange = Exchange::of(received, random::request_id());
    match admit(world, auth, &received, &mut exchange) {
        Ok((call, ahead)) => run_signed(world, exchange, call, ahead).await,
        Err(error) => finish(world, exchange, Err(error)),
    }
}

/// The steps before the action, in the order in which the gateway complains: product, version, action, method,
/// format, and who calls. What is known by name only is refused after all of them.
fn admit(
    world: &World,
    auth: Auth,
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
        let hint = format!("The action takes GET, POST and PUT, not {}.", wire.method);
        return Err(ApiError::from(faults::UNSUPPORTED_HTTP_METHOD).with_hint(hint));
    }
    exchange.format = format?;
    let with_body = if by_path { Some(decode(received.body)?) } else { None };
    let parameters = with_body.as_ref().unwrap_or(&named);
    let wire = Wire { parameters, ..wire };
    let Authenticated { caller, covered, ahead } =
        match authenticate::caller(world, auth, &wire, found.is_anonymous()) {
            Ok(known) => known,
            Err(refused) => {
                let error = explainable(refused.error, &exchange.request_id);
                let Some(caller) = refused.caller.filter(|_| auth == Auth::Audit) else {
                    return Err(error);
                };
                exchange.passed = Some(error);
                Authenticated::unchecked(caller)
            }
        };
    exchange.caller = Some(Arc::clone(&caller));
    let (target, captures) = match found {
        Found::Emulated(target, captures) => (target, segments(&captures)?),
        // Only now: a call to any action of the cloud tells a right signature from a wrong one.
        Found::Named(actions) => return Err(faults::not_emulated(&actions)),
    };
    let proven = proven(parameters, covered);
    let wire = Wire { parameters: proven.as_ref().unwrap_or(parameters), ..wire };
    let region = sign::region(&wire).to_owned();
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
    found.style() == Style::Roa || matches!(method, "GET" | "POST" | "PUT")
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

/// Where a call came from. One from this machine may say by `X-Forwarded-For` and
/// `X-Forwarded-Proto` that it stands for another, so that conditions on them can be tried.
fn source(peer: IpAddr, wire: &Wire<'_>) -> Source {
    let said = |name| wire.header(name).filter(|_| peer.to_canonical().is_loopback());
    let first = said("x-forwarded-for").and_then(|list| list.split(',').next());
    Source {
        ip: Some(first.and_then(|ip| ip.trim().parse().ok()).unwrap_or(peer)),
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

/// Runs a call in one transaction, and encodes the result.
///
/// Reads and short writes run on this thread.
pub async fn run(world: &Arc<World>, exchange: Exchange<'_>, call: Call) -> Answer {
    run_signed(world, exchange, call, None).await
}

/// [`run`], which writes down the call's nonce with what the call writes, if it is to be.
async fn run_signed(
    world: &Arc<World>,
    mut exchange: Exchange<'_>,
    call: Call,
    ahead: Option<Ahead>,
) -> Answer {
    due::catch_up(world, WaitFor::Of(call.target.owner().id, &call.caller.account)).await;
    let call = Arc::new(call);
    exchange.admit(&call);
    let result = if call.target.entry.access.writes() {
        let inside = Arc::clone(&call);
        let work = move |transaction: &mut Transaction<'_>| {
            let performed = execute(&inside, transaction)?;
            ahead.map_or(Ok(()), |ahead| ahead.keep(transaction.tx))?;
            Ok(performed)
        };
        world.write(call.target.owner().long, work).await
    } else {
        let work = |transaction: &mut Transaction<'_>| {
            // Where it is written, panics are caught too.
            catch_unwind(AssertUnwindSafe(|| execute(&call, transaction)))
                .unwrap_or_else(|_| Err(ApiError::internal("the action panicked")))
        };
        world.read(work).await
    };
    finish(world, exchange, result)
}

/// What an action that goes well answers.
struct Performed {
    /// The JSON body.
    body: Vec<u8>,
    /// What of the call has no effect.
    hint: Option<Cow<'static, str>>,
}

/// The action itself, in its transaction.
fn execute(call: &Call, transaction: &mut Transaction<'_>) -> Result<Performed, ApiError> {
    let Target { product, entry } = call.target;
    let world = transaction.world;
    let now = world.clock.now();
    // Before anything is read, since what is looked up is kept for this generation.
    let generation = world.identities.generation();
    (entry.callers)(transaction.tx, &call.caller)?;
    let gate = CallAuthorization::of(world, call, generation, transaction.tx)?;
    let facts = gate.facts(now);
    gate.pass(&facts, transaction.tx)?;
    let mut body = encode::begin(call.target, &call.request_id);
    let at = body.len();
    let on_behalf = (&*call.caller, &*call.region);
    let mut cx = transaction.context(call.target.owner(), on_behalf, now, gate.authority(&facts));
    (entry.call)(&mut cx, &mut Params::new(&call.parameters, product.wording), &mut body)?;
    encode::join(&mut body, at);
    Ok(Performed { body, hint: transaction.effects.hint.take() })
}

/// The last step: encodes what has become of a call, and shows it to the log and to the world.
fn finish(
    world: &World,
    mut exchange: Exchange<'_>,
    result: Result<Performed, ApiError>,
) -> Answer {
    let target = exchange.call.as_ref().map(|call| call.target);
    let Exchange { format, request_id, .. } = &exchange;
    let (mut answer, error) = match result {
        Ok(Performed { body, hint }) => {
            let mut answer = encode::success(*format, exchange.action, request_id, body);
            let unread = exchange.call.as_ref().and_then(|call| call.parameters.unread());
            answer.hint = unread.map(str::to_owned).or(hint.as_deref().map(encode::hint_text));
            (answer, None)
        }
        Err(error) => {
            let failure = Failure {
                format: *format,
                product: exchange.product,
                host: exchange.host,
                request_id,
                error: &error,
            };
            (encode::failure(&failure, target), Some(error))
        }
    };
    answer.fidelity = target.map(|it| it.entry.fidelity);
    exchange.finish(answer.status, error);
    answer.audit = exchange.audit();
    log(&exchange);
    world.finished(&exchange, &answer.body);
    answer
}

fn log(exchange: &Exchange<'_>) {
    let Exchange { request_id, product, .. } = exchange;
    for error in exchange.errors() {
        let (status, code): (_, &Cow<'_, str>) = (error.status, &error.code);
        if let Some(cause) = &error.cause {
            error!(request_id, product, status, %code, %cause, "failed");
        } else {
            let (message, hint) = (first_line(&error.message), encode::hint(error));
            info!(request_id, product, status, %code, message, hint, "refused");
        }
    }
}

/// Enough of a message to know it by; a signature error quotes the whole request.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    &line[..end]
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
