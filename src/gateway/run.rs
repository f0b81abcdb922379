//! A call that was let in is carried out: its due work, its transaction, the policies, the action, the answer.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, PoisonError},
    time::Duration,
};

use actions::{ApiError, Event, Params};
use hyper::header::DATE;

use crate::{
    exchange::{Call, Exchange},
    gateway::{
        authorize::CallAuthorization,
        call_line,
        encode::{self, Answer, Failure},
        own_gateway,
    },
    route::Target,
    world::{
        World,
        consistency::StaleState,
        due::{self, WaitFor},
        nonces::Ahead,
        transaction::Transaction,
    },
};

/// Runs a call in one transaction, and encodes the result.
///
/// Reads and short writes run on this thread.
pub async fn run(world: &Arc<World>, exchange: Exchange<'_>, call: Call) -> Answer {
    run_signed(world, exchange, call, None).await
}

/// [`run`], which writes down the call's nonce with what the call writes, if it is to be.
pub(super) async fn run_signed(
    world: &Arc<World>,
    mut exchange: Exchange<'_>,
    mut call: Call,
    ahead: Option<Ahead>,
) -> Answer {
    due::catch_up(world, WaitFor::Of(call.target.owner().id, &call.caller.account)).await;
    let named = (call.target.product.code, call.target.entry.name);
    exchange.rewritten |= world.paging.take(named, &mut call.parameters, world.clock.now());
    let call = Arc::new(call);
    exchange.admit(&call);
    exchange.ran = true;
    let mut result = if world.consistency.any() && !is_look(&exchange, &call) {
        // Kept out of the future of every call.
        Box::pin(run_late(world, &call, ahead)).await
    } else {
        run_now(world, &call, ahead, None).await
    };
    let mut delay = None;
    if let Ok(performed) = &mut result {
        world.paging.mark(named, &mut performed.body, world.clock.now());
        delay = performed.delay;
        if let Some(refusal) = performed.refusal.take() {
            result = Err(refusal);
        }
    }
    let answer = finish(world, exchange, result);
    Answer { delay, ..answer }
}

/// Whether the console reads to show a state, which uses up no reads of a late write.
fn is_look(exchange: &Exchange<'_>, call: &Call) -> bool {
    exchange.received.is_some_and(|it| it.by_console()) && !call.target.entry.access.writes()
}

/// Runs an action in a world where writes become visible late: a read on the state before them.
async fn run_late(
    world: &Arc<World>,
    call: &Arc<Call>,
    ahead: Option<Ahead>,
) -> Result<Performed, ApiError> {
    let Target { product, entry } = call.target;
    let owner = (call.target.owner().id, &*call.caller.account);
    if !entry.access.writes() {
        let stale = world.consistency.stale(owner, world.clock.now());
        return run_now(world, call, ahead, stale).await;
    }
    let before = world.consistency.before(&world.database, (product.code, entry.name)).await?;
    let result = run_now(world, call, ahead, None).await;
    if let (Ok(_), Some(before)) = (&result, before) {
        world.consistency.written(&before, owner, world.clock.now());
    }
    result
}

/// Runs an action in its transaction; a read on the `stale` state, if there is one.
async fn run_now(
    world: &Arc<World>,
    call: &Arc<Call>,
    ahead: Option<Ahead>,
    stale: Option<Arc<StaleState>>,
) -> Result<Performed, ApiError> {
    if call.target.entry.access.writes() {
        let inside = Arc::clone(call);
        let work = move |transaction: &mut Transaction<'_>| {
            let performed = execute(&inside, transaction, None)?;
            ahead.map_or(Ok(()), |ahead| ahead.keep(transaction.tx))?;
            Ok(performed)
        };
        world.write(call.target.owner().long, work).await
    } else if world.database.is_shared() {
        let call = Arc::clone(call);
        let work = move |it: &mut Transaction<'_>| execute_caught(&call, it, stale.as_deref());
        Box::pin(world.read_call(work)).await
    } else {
        let stale = stale.as_deref();
        world.read(|it: &mut Transaction<'_>| execute_caught(call, it, stale)).await
    }
}

/// [`execute`]; where it is written, panics are caught too.
fn execute_caught(
    call: &Call,
    transaction: &mut Transaction<'_>,
    stale: Option<&StaleState>,
) -> Result<Performed, ApiError> {
    catch_unwind(AssertUnwindSafe(|| execute(call, transaction, stale)))
        .unwrap_or_else(|_| Err(ApiError::internal("the action panicked")))
}

/// What an action answers whose transaction is committed.
pub(super) struct Performed {
    /// The JSON body.
    body: Vec<u8>,
    /// What of the call has no effect.
    hint: Option<Cow<'static, str>>,
    /// The state transitions that it made.
    transitions: Vec<Event>,
    /// The refusal that is the answer, where what was written is kept all the same.
    refusal: Option<ApiError>,
    /// How long the answer is held back.
    delay: Option<Duration>,
}

/// The action itself, in its transaction. Who may call it the present state says, also where the action reads a `stale`
/// one: what is looked up of callers is kept.
fn execute(
    call: &Call,
    transaction: &mut Transaction<'_>,
    stale: Option<&StaleState>,
) -> Result<Performed, ApiError> {
    let Target { product, entry } = call.target;
    let world = transaction.world;
    let now = world.clock.now();
    // Before anything is read, since what is looked up is kept for this generation.
    let generation = world.identities.generation();
    (entry.callers)(transaction.tx, &call.caller)?;
    if let Some(guard) = product.guard {
        (guard.admits)(transaction.tx, &call.caller, entry.name)?;
    }
    let gate = CallAuthorization::of(world, call, generation, transaction.tx)?;
    let facts = gate.facts(now);
    gate.pass(&facts, transaction.tx)?;
    let mut body = encode::begin(call.target, &call.request_id);
    let at = body.len();
    let on_behalf = (&*call.caller, &*call.region);
    let stale = stale.map(|state| state.lock().unwrap_or_else(PoisonError::into_inner));
    let mut reading = stale.as_deref().map(|state| state.reading(actions::schema()));
    let mut cx = transaction.context(call.target.owner(), on_behalf, now, gate.authority(&facts));
    if let Some(reading) = &mut reading {
        cx.tx = reading;
    }
    let max_page = world.paging.max_page(product.code, entry.name);
    let mut params = Params::new(&call.parameters, product.wording).with_max_page(max_page);
    let refusal = match (entry.call)(&mut cx, &mut params, &mut body) {
        Ok(()) => {
            encode::join(&mut body, at);
            None
        }
        Err(refusal) if refusal.commits => Some(refusal),
        Err(error) => return Err(error),
    };
    let effects = &mut transaction.effects;
    let transitions = std::mem::take(&mut effects.events);
    let delay = effects.answer_delay.and_then(|it| u64::try_from(it).ok());
    let delay = delay.map(Duration::from_millis);
    Ok(Performed { body, hint: effects.hint.take(), transitions, refusal, delay })
}

/// Ends a call: see [`finish_as_is`]. Where the product has a gateway of its own, an error is answered as that does.
pub(super) fn finish(
    world: &World,
    mut exchange: Exchange<'_>,
    mut result: Result<Performed, ApiError>,
) -> Answer {
    let refused = result.is_err() || exchange.passed.is_some();
    if let Some(own) = refused.then(|| own_gateway::of(exchange.product)).flatten() {
        result = result.map_err(|error| own.reworded(error));
        exchange.passed = exchange.passed.take().map(|error| own.reworded(error));
    }
    finish_as_is(world, exchange, result)
}

/// The last step: encodes what has become of a call, and shows it to the log and to the world.
pub(super) fn finish_as_is(
    world: &World,
    mut exchange: Exchange<'_>,
    result: Result<Performed, ApiError>,
) -> Answer {
    let target = exchange.call.as_ref().map(|call| call.target);
    let Exchange { format, request_id, .. } = &exchange;
    let (mut answer, error, transitions) = match result {
        Ok(Performed { body, hint, transitions, .. }) => {
            let root = target.and_then(|it| it.product.xml_root);
            let named = (exchange.action, root);
            let mut answer = encode::success(*format, named, request_id, body);
            let unread = exchange.call.as_ref().and_then(|call| call.parameters.unread());
            answer.hint = unread.map(str::to_owned).or(hint.as_deref().map(encode::hint_text));
            (answer, None, transitions)
        }
        Err(error) => {
            let failure = Failure {
                format: *format,
                product: exchange.product,
                host: exchange.host,
                request_id,
                error: &error,
            };
            (encode::failure(&failure, target), Some(error), Vec::new())
        }
    };
    answer.fidelity = target.map(|it| it.entry.fidelity);
    exchange.finish(answer.status, error, transitions);
    answer.audit = exchange.audit();
    answer.unique = world.unique.bytes();
    answer.headers.extend(encode::date(&world.clock).map(|date| (DATE, date)));
    call_line::log(world, &exchange);
    world.finished(exchange, &answer.body);
    answer
}
