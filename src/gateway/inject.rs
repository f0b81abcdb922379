//! A call in a world with fault rules: it waits, fails or loses its answer as the rule that fires for it says.

use std::{borrow::Cow, mem, sync::Arc, time::Duration};

use actions::{ApiError, Fault};
use hyper::header::{HeaderName, HeaderValue};

use crate::{
    exchange::{Call, Exchange},
    gateway::{Answer, call_line, carry_out, encode::Delivery, finish_as_is},
    world::{
        World,
        faults::{AdmittedFacts, CallFacts, Effect, Fired, Then},
        nonces::Ahead,
    },
};

/// What stands in the place of what varies in the message of an error.
const VARIES: &str = "(injected)";

/// How long a client that is throttled is told to wait, unless the rule says it.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A call that may be carried out, or the error with which it was refused.
type Admitted = Result<(Call, Option<Ahead>), ApiError>;

/// A call in its delay. Its future is dropped if its client leaves meanwhile; then it is recorded as one without an answer.
struct Waiting<'w, 'x> {
    world: &'w World,
    exchange: &'w mut Exchange<'x>,
    admitted: &'w mut Admitted,
    left: bool,
}

impl Drop for Waiting<'_, '_> {
    fn drop(&mut self) {
        if self.left {
            let nothing = Err(ApiError::internal("the client left"));
            note(self.exchange, mem::replace(self.admitted, nothing), 0);
            let gone = Exchange::new(String::new(), "", self.exchange.format);
            done(self.world, mem::replace(self.exchange, gone), b"");
        }
    }
}

/// Answers a call, or does not.
pub(super) async fn answer(
    world: &Arc<World>,
    mut exchange: Exchange<'_>,
    mut admitted: Admitted,
) -> Answer {
    let Some(Fired { id, rule }) = fired(world, &exchange, &admitted) else {
        return carry_out(world, exchange, admitted).await;
    };
    exchange.fault = Some(id.clone());
    let Effect { delay, answer_delay, then } = &rule.effect;
    if delay.is_some() {
        let mut waiting =
            Waiting { world, exchange: &mut exchange, admitted: &mut admitted, left: true };
        world.faults.pause(*delay).await;
        waiting.left = false;
    }
    let mut answer = match then {
        Then::GoOn => carry_out(world, exchange, admitted).await,
        Then::Error { message, retry_after, .. } => {
            let fault = then.error(exchange.product, exchange.action);
            if let Ok((call, _)) = admitted {
                exchange.admit(&Arc::new(call));
            }
            refused(world, exchange, fault, message.as_deref(), *retry_after)
        }
        Then::Page { status, html } => {
            let body = html.clone().into_bytes();
            note(&mut exchange, admitted, *status);
            let unsent = unsent(&exchange);
            done(world, exchange, &body);
            Answer { status: *status, body, delivery: Delivery::Page, ..unsent }
        }
        Then::Stall(time) => {
            note(&mut exchange, admitted, 0);
            let unsent = unsent(&exchange);
            done(world, exchange, b"");
            world.faults.pause(*time).await;
            Answer { delivery: Delivery::Close, ..unsent }
        }
        Then::Reset => {
            note(&mut exchange, admitted, 0);
            let unsent = unsent(&exchange);
            done(world, exchange, b"");
            Answer { delivery: Delivery::Reset, ..unsent }
        }
        Then::LostAnswer => {
            let answer = carry_out(world, exchange, admitted).await;
            Answer { delivery: Delivery::Reset, ..answer }
        }
        Then::Cut(bytes) => {
            let answer = carry_out(world, exchange, admitted).await;
            let missing = answer.body.len().saturating_sub(*bytes).max(1);
            Answer { delivery: Delivery::Cut { missing }, ..answer }
        }
        Then::BrokenBody => {
            let mut answer = carry_out(world, exchange, admitted).await;
            answer.body.truncate(answer.body.len() * 2 / 3);
            answer
        }
    };
    if answer_delay.is_some() {
        world.faults.pause(*answer_delay).await;
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers.push((HeaderName::from_static("x-localyun-fault"), id));
    }
    answer
}

/// The rule that fires for a call. What the console asks for to show a state uses up no rule that is meant for clients.
fn fired(world: &World, exchange: &Exchange<'_>, admitted: &Admitted) -> Option<Fired> {
    if exchange.received.is_some_and(|it| it.by_console()) {
        return None;
    }
    let (product, action) = match admitted {
        Ok((call, _)) => (call.target.product.code, call.target.entry.name),
        Err(_) => (exchange.product, exchange.action),
    };
    if action.is_empty() {
        return None;
    }
    let admitted = admitted.as_ref().ok().map(|(call, _)| AdmittedFacts {
        caller: &call.caller,
        region: &call.region,
        parameters: &call.parameters,
    });
    world.faults.fire(&CallFacts { product, action, admitted, now: world.clock.now() })
}

/// Refuses a call with an error.
fn refused(
    world: &World,
    exchange: Exchange<'_>,
    fault: Option<Fault>,
    message: Option<&str>,
    retry_after: Option<Duration>,
) -> Answer {
    let mut error = match fault {
        Some(fault) => fault.with(VARIES),
        None => ApiError::internal("a fault rule without its error"),
    };
    if let Some(message) = message {
        error.message = Cow::Owned(message.to_owned());
    }
    let code = error.code.clone();
    let throttled = code.starts_with("Throttling") || code.contains(".Throttling");
    let mut answer = finish_as_is(world, exchange, Err(error));
    if let Some(wait) = retry_after.or(throttled.then_some(RETRY_AFTER)) {
        answer.headers.extend(back_off(&code, wait, world.clock.now()));
    }
    answer
}

/// The headers by which clients know how long to wait (protocol.md 3.5, 3.6): the new SDKs and the CLI read
/// `x-acs-retry-after`, in milliseconds, and the generation before them `x-ratelimit-user` and `x-ratelimit-user-api`.
/// `retry-after`, in seconds, is that of HTTP.
fn back_off(code: &str, wait: Duration, now: i64) -> Vec<(HeaderName, HeaderValue)> {
    let millis = wait.as_millis();
    let seconds = millis.div_ceil(1000);
    let reset = i64::try_from(millis).map_or(i64::MAX, |millis| now.saturating_add(millis));
    let limit = format!("Limit:1,Remain:0,TimeLeft:{millis},Reset:{reset}");
    let mut headers =
        vec![("x-acs-retry-after", millis.to_string()), ("retry-after", seconds.to_string())];
    match code {
        "Throttling.Api" => headers.push(("x-ratelimit-user-api", limit)),
        _ if code.contains("Throttling") => headers.push(("x-ratelimit-user", limit)),
        _ => {}
    }
    headers
        .into_iter()
        .filter_map(|(name, value)| {
            Some((HeaderName::from_static(name), HeaderValue::try_from(value).ok()?))
        })
        .collect()
}

/// Records a call that is not carried out, answered with this status or, if it is 0, not answered.
fn note(exchange: &mut Exchange<'_>, admitted: Admitted, status: u16) {
    if let Ok((call, _)) = admitted {
        exchange.admit(&Arc::new(call));
    }
    exchange.finish(status, None, Vec::new());
}

/// Writes the line of the log for a call that is not carried out, and adds it to what is kept of calls.
fn done(world: &World, exchange: Exchange<'_>, body: &[u8]) {
    call_line::log(world, &exchange);
    world.finished(exchange, body);
}

/// An answer without a body.
fn unsent(exchange: &Exchange<'_>) -> Answer {
    Answer::new(500, exchange.format, Vec::new(), exchange.request_id.clone())
}
