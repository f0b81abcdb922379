//! One call, from its bytes to its answer:
//! decode → find → format → authenticate → transaction { read, run } → encode.

pub mod authenticate;
pub mod authorize;
pub mod encode;
mod xml;

use crate::{
    config::Auth,
    gateway::{
        authenticate::Proven,
        authorize::{Gate, Source},
        encode::{Answer, Failure, Format},
    },
    random,
    route::{self, Found, Target},
    sign::{self, Covered},
    wire::{
        Wire,
        headers::Headers,
        parameters::{self, Undecodable},
        shortened::shortened,
    },
    world::{
        World,
        due::{self, Waits},
        identity::Changed,
        nonces::Ahead,
        refusals::Refusal,
    },
};
use std::{
    borrow::Cow,
    net::IpAddr,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, OnceLock},
};

use actions::{
    ApiError, Caller, Cx, Fault, Given, Origin, Params,
    ports::{keys::Keys, store::Tx},
    request::given::Parameter,
};
use hyper::http::request::Parts;
use tracing::{error, info};

const NO_METHOD: Fault = Fault {
    status: 400,
    code: "UnsupportedHTTPMethod",
    message: "This http method is not supported.",
};

/// Answers one call that came over the wire from `peer`.
pub async fn serve(
    world: &Arc<World>,
    auth: Auth,
    peer: IpAddr,
    head: &Parts,
    body: &[u8],
) -> Answer {
    match receive(world, auth, peer, head, body) {
        Ok((call, ahead)) => run_signed(world, call, ahead).await,
        Err(refused) => *refused,
    }
}

/// All that comes before the action.
fn receive(
    world: &World,
    auth: Auth,
    peer: IpAddr,
    head: &Parts,
    body: &[u8],
) -> Result<(Call, Option<Ahead>), Box<Answer>> {
    let query = head.uri.query().unwrap_or_default();
    let (given, problem) = match parameters::parameters(query, &head.headers, body) {
        Ok(given) => (given, None),
        Err(why) => (Given::default(), Some(why)),
    };
    let wire = Wire {
        method: head.method.as_str(),
        path: head.uri.path(),
        query,
        headers: Headers::of(&head.headers),
        body,
        given: &given,
    };
    if let Some(why) = problem {
        return Err(Box::new(undecodable(world, &wire, why)));
    }
    let admitted = admit(world, auth, &wire)?;
    let Admitted { target, format, proven, request_id, audit: seen } = admitted;
    let Proven { caller, covered, ahead } = proven;
    let unproven = covered != Covered::ALL && given.iter().any(|p| !covered.has(p));
    let proven = unproven.then(|| {
        let mut proven = given.clone();
        proven.retain(|parameter| covered.has(parameter));
        let in_body = |p: Parameter<'_>| matches!(p.origin, Origin::Form | Origin::Json);
        if given.iter().any(in_body) && !proven.iter().any(in_body) {
            proven.body_unread(BODY_UNSIGNED);
        }
        proven
    });
    let wire = Wire { given: proven.as_ref().unwrap_or(&given), ..wire };
    let region = sign::region(&wire).to_owned();
    let host = wire.header("host").unwrap_or_default().to_owned();
    let source = source(peer, &wire);
    let audit = seen.map_or_else(OnceLock::new, OnceLock::from);
    let given = proven.unwrap_or(given);
    Ok((Call { target, caller, region, request_id, host, format, given, source, audit }, ahead))
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

struct Admitted {
    target: Target,
    format: Format,
    proven: Proven,
    request_id: String,
    audit: Option<Cow<'static, str>>,
}

/// The checks before an action, in the gateway's order: product, version, action, method,
/// format, and who calls. What is known by name only is refused after all of them.
fn admit(world: &World, auth: Auth, wire: &Wire<'_>) -> Result<Admitted, Box<Answer>> {
    let request_id = random::request_id();
    let host = wire.header("host").unwrap_or_default();
    let refuse = |format, product: &str, error: ApiError| {
        let error = explainable(error, &request_id);
        log(&request_id, product, &error);
        remember(world, wire, &request_id, &error);
        let failure = Failure { format, product, host, request_id: &request_id, error: &error };
        Box::new(encode::failure(&failure, None))
    };
    let format = Format::of(wire);
    let so_far = *format.as_ref().unwrap_or(&Format::Json);
    let found = route::find(wire).map_err(|none| refuse(so_far, none.product, none.error))?;
    let code = found.product();
    if !found.is_roa() && !matches!(wire.method, "GET" | "POST" | "PUT") {
        let hint = format!("The action takes GET, POST and PUT, not {}.", wire.method);
        return Err(refuse(so_far, code, ApiError::from(NO_METHOD).with_hint(hint)));
    }
    let format = format.map_err(|error| refuse(Format::Json, code, error))?;
    let (proven, audit) = match authenticate::caller(world, auth, wire, found.is_anonymous()) {
        Ok(known) => (known, None),
        Err(refused) => match (auth, refused.caller) {
            (Auth::Audit, Some(caller)) => {
                log(&request_id, code, &refused.error);
                remember(world, wire, &request_id, &refused.error);
                (Proven::anyway(caller), Some(refused.error.code))
            }
            _ => return Err(refuse(format, code, refused.error)),
        },
    };
    let target = match found {
        Found::Emulated(target) => target,
        // Only now: a call to any action of the cloud tells a right signature from a wrong one.
        Found::Named(named) => {
            let mut answer = refuse(format, code, named.error);
            answer.audit = audit;
            return Err(answer);
        }
    };
    Ok(Admitted { target, format, proven, request_id, audit })
}

/// Why no parameter of a body is applied that could be read.
const BODY_UNSIGNED: &str = "The parameters in the body were left out, since the signature does \
     not cover them. An RPC signature of version 1 covers a form, and no JSON; one of ROA covers a \
     body by its Content-MD5; one of ACS3 or ACS4 only where it covers the header content-type too.";

/// The error with where to ask what is wrong with a signature: the texts only show it.
fn explainable(error: ApiError, request_id: &str) -> ApiError {
    if error.code == "SignatureDoesNotMatch" && error.hint.is_none() {
        return error.with_hint(format!("`localyun explain {request_id}` says what differs."));
    }
    error
}

/// A call whose caller is known.
pub struct Call {
    /// The action.
    pub target: Target,
    /// Who calls.
    pub caller: Arc<Caller>,
    /// The region that the call is for.
    pub region: String,
    /// What the answer is known by.
    pub request_id: String,
    /// The host that the client named.
    pub host: String,
    /// The form of the answer.
    pub format: Format,
    /// The parameters.
    pub given: Given,
    /// Where it came from.
    pub source: Source,
    /// The `Code` that it would have been refused with, had it not been let pass.
    pub audit: OnceLock<Cow<'static, str>>,
}

/// Runs a call in one transaction, and encodes what comes of it.
///
/// Reads and short writes run on this thread.
pub async fn run(world: &Arc<World>, call: Call) -> Answer {
    run_signed(world, call, None).await
}

/// [`run`], which writes down the call's nonce with what the call writes, if it is to be.
async fn run_signed(world: &Arc<World>, call: Call, ahead: Option<Ahead>) -> Answer {
    due::catch_up(world, Waits::Of(call.target.product.id, &call.caller.account)).await;
    let call = Arc::new(call);
    let result = if call.target.entry.access.writes() {
        let (world_too, call_too) = (Arc::clone(world), Arc::clone(&call));
        let work = move |tx: &mut dyn Tx, keys: Keys| {
            let body = execute(&world_too, &call_too, tx, &keys)?;
            ahead.map_or(Ok(()), |ahead| ahead.keep(tx))?;
            // It is dropped after the commit, also when nobody waits for the answer any more.
            let governs = call_too.target.product.governs;
            let changed = governs.then(|| Changed(Arc::clone(&world_too)));
            Ok((body, changed))
        };
        let written = world.write(call.target.product.long, work).await;
        written.map(|(body, _changed)| body)
    } else {
        // Where it is written, panics are caught too.
        catch_unwind(AssertUnwindSafe(|| {
            world.store.read(|tx| execute(world, &call, tx, &Keys::default()))
        }))
        .unwrap_or_else(|_| Err(ApiError::internal("the action panicked")))
    };
    let product = call.target.product;
    let mut answer = match result {
        Ok(body) => encode::success(call.format, call.target.entry.name, &call.request_id, body),
        Err(error) => {
            log(&call.request_id, product.code, &error);
            let failure = Failure {
                format: call.format,
                product: product.code,
                host: &call.host,
                request_id: &call.request_id,
                error: &error,
            };
            let mut answer = encode::failure(&failure, Some(product));
            answer.emulated = true;
            answer
        }
    };
    answer.audit = call.audit.get().cloned();
    answer
}

/// Long enough for whatever goes by time to differ.
/// The action itself, in its transaction. Answers the JSON body.
fn execute(world: &World, call: &Call, tx: &mut dyn Tx, keys: &Keys) -> Result<Vec<u8>, ApiError> {
    let Target { product, entry } = call.target;
    let now = world.clock.now();
    let gate = Gate::of(world, call, tx)?;
    let facts = gate.facts(now);
    gate.pass(&facts, tx)?;
    let mut body = encode::begin(product, &call.request_id);
    let at = body.len();
    let mut cx = Cx {
        product: product.id,
        caller: &call.caller,
        region: &call.region,
        now,
        random: &mut world.random(),
        authority: gate.authority(&facts),
        keeper: world,
        alarm: &world.agenda,
        keys: keys.clone(),
        tx,
    };
    (entry.call)(&mut cx, &mut Params::new(&call.given, product.wording), &mut body)?;
    encode::join(&mut body, at);
    Ok(body)
}

/// What a request that cannot be decoded is told.
fn undecodable(world: &World, wire: &Wire<'_>, why: Undecodable) -> Answer {
    let error = match why {
        Undecodable::NotText => ApiError::new(
            400,
            "InvalidParameter",
            "The request has a parameter that is not UTF-8 text.",
        ),
        Undecodable::TooMany => ApiError::new(
            400,
            "TooManyParameters.Localyun",
            format!("The request has more than {} parameters.", parameters::MOST_PARAMETERS),
        ),
    };
    let request_id = random::request_id();
    log(&request_id, "", &error);
    remember(world, wire, &request_id, &error);
    let host = wire.header("host").unwrap_or_default();
    // Its `Format` is among what cannot be read; this one most clients can.
    let format = Format::Json;
    let failure = Failure { format, product: "", host, request_id: &request_id, error: &error };
    encode::failure(&failure, None)
}

fn remember(world: &World, wire: &Wire<'_>, request_id: &str, error: &ApiError) {
    let target = match wire.query {
        "" => wire.path.to_owned(),
        query => format!("{}?{query}", wire.path),
    };
    world.refusals.add(Refusal {
        request_id: request_id.to_owned(),
        at: world.clock.now(),
        code: error.code.clone().into_owned(),
        message: shortened(&error.message).into_owned(),
        method: wire.method.to_owned(),
        target,
        headers: wire.headers.map().clone(),
        body: wire.body.to_owned(),
    });
}

fn log(request_id: &str, product: &str, error: &ApiError) {
    let (status, code): (_, &Cow<'_, str>) = (error.status, &error.code);
    let hint = encode::hint(error);
    if let Some(cause) = &error.cause {
        error!(request_id, product, status, %code, %cause, "failed");
    } else {
        let message = first_line(&error.message);
        info!(request_id, product, status, %code, message, hint, "refused");
    }
}

/// Enough of a message to know it by; a signature error quotes the whole request.
fn first_line(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    let end = line.char_indices().nth(120).map_or(line.len(), |(at, _)| at);
    &line[..end]
}
