//! What a call is shown as: one JSON form for all that show calls.

use std::{borrow::Cow, time::Duration};

use actions::{
    Caller, Event, ParameterDoc, Parameters, Principal, request::parameters::Parameter,
    shared::format::iso_millis,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::{
    exchange::{PolicyDecision, unread_of},
    secrets::HIDDEN,
    sign::{explain::hidden::Hidden, faults::SIGNATURE_DOES_NOT_MATCH_V1},
    spelling::closest,
    wire::headers::Headers,
    world::journal::{
        Entry, Request,
        secrets::{self, Masking, Secrets},
    },
};

/// How many parameters that nothing read are listed.
const MOST_UNREAD: usize = 50;

/// The ARN of a caller.
#[must_use]
pub fn arn(caller: &Caller) -> String {
    let account = &caller.account;
    match &caller.principal {
        Principal::Root => format!("acs:ram::{account}:root"),
        Principal::User { name, .. } => format!("acs:ram::{account}:user/{name}"),
        Principal::Session { role_name, session, .. } => {
            format!("acs:ram::{account}:assumed-role/{role_name}/{session}")
        }
        Principal::Anonymous => String::new(),
    }
}

/// A call with its secrets masked.
#[must_use]
pub fn call(entry: &Entry) -> Value {
    let described = entry.described();
    Value::Object(members(entry, &described))
}

/// What a list of many calls has of each.
#[must_use]
pub fn summary(entry: &Entry) -> Value {
    let caller = entry.caller.as_deref();
    let told = entry.error.as_ref().or(entry.passed.as_ref());
    let mut summary = json!({
        "sequence": entry.sequence,
        "request_id": entry.request_id,
        "at": iso_millis(entry.clocks.world),
        "duration_ms": milliseconds(entry.taken),
        "product": entry.product,
        "action": entry.action,
        "caller": caller.map(arn).filter(|it| !it.is_empty()),
        "access_key_id": caller.map(|it| &*it.access_key).filter(|it| !it.is_empty()),
        "status": entry.status,
        "code": told.map(|it| &*it.code),
        "fault": entry.fault.as_deref(),
        "origin": origin(entry.by_console),
    });
    if let Some(answered) = &entry.answered {
        summary["process"] = (*answered.process).into();
    }
    summary
}

/// Who made a call.
const fn origin(by_console: bool) -> &'static str {
    if by_console { "console" } else { "client" }
}

/// A time that a call took, to the microsecond.
fn milliseconds(taken: Duration) -> f64 {
    (taken.as_secs_f64() * 1e6).round() / 1000.0
}

/// [`call`], with the request as it came and the answer, masked too.
#[must_use]
pub fn call_in_full(entry: &Entry, masking: Masking) -> Map<String, Value> {
    let described = entry.described();
    let mut all = members(entry, &described);
    let secrets = Secrets { described: &described, masking };
    all.insert(
        "request".into(),
        entry.request.as_ref().map_or(Value::Null, |it| request(it, secrets)),
    );
    all.insert("answer".into(), answer(entry, &described));
    all
}

fn members(entry: &Entry, described: &[ParameterDoc]) -> Map<String, Value> {
    let secrets = Secrets { described, masking: Masking::All };
    let headers = entry.request.as_ref().map(Request::headers);
    let header = |name: &str| {
        let headers = headers.as_ref().map(Headers::of);
        headers.and_then(|it| it.text(name)).map(str::to_owned)
    };
    let mut parameters = Map::new();
    let all = entry.parameters();
    let hidden = hidden(&all, secrets);
    for it in all.iter() {
        // Of several of one name, the one that counts.
        let value = all.get(it.name).unwrap_or(it.value);
        if !parameters.contains_key(it.name) {
            parameters.insert(it.name.into(), secrets.parameter(it.name, value).into());
        }
    }
    let call = entry.admitted.as_ref();
    let (unread, more) = call.map_or((Vec::new(), 0), |_| unread(&all, described));
    let error = entry.error.as_ref();
    // A call that was let pass has the error that it would have been refused with.
    let told = error.or(entry.passed.as_ref());
    let version = call.map(|call| call.target.product.version.to_owned());
    let version = version
        .or_else(|| all.get("Version").map(str::to_owned))
        .or_else(|| header("x-acs-version"));
    let value = json!({
        "sequence": entry.sequence,
        "request_id": entry.request_id,
        "at": iso_millis(entry.clocks.world),
        "received": iso_millis(entry.clocks.real),
        "duration_ms": milliseconds(entry.taken),
        "signature": entry.signature.map(|it| json!({
            "scheme": it.scheme.name,
            "form": it.form.to_string(),
        })),
        "caller": entry.caller.as_deref().map(caller),
        "client": entry.request.as_ref().map(|it| json!({
            "address": it.peer.to_string(),
            "user_agent": header("user-agent"),
        })),
        "product": entry.product,
        "version": version,
        "action": entry.action,
        "region": call.map(|call| &*call.region),
        "parameters": parameters,
        "decisions": call.map_or(Vec::new(), |call| {
            call.decisions.iter().map(decision).collect()
        }),
        "status": entry.status,
        "code": told.map(|it| &*it.code),
        "message": told.map(|it| signed_text(&it.code, &it.message, &hidden)),
        "hint": told.and_then(|it| it.hint.as_deref()),
        "fault": entry.fault.as_deref(),
        "origin": origin(entry.by_console),
        "let_pass": entry.passed.is_some(),
        "unread": unread,
        "unread_more": more,
        "transitions": entry.transitions.iter().map(transition).collect::<Vec<_>>(),
        "transitions_before": entry.transitions_before.iter().map(transition).collect::<Vec<_>>(),
        "answer_size": entry.answer_size,
    });
    let mut members = match value {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    if let Some(answered) = &entry.answered {
        members.insert("process".into(), (*answered.process).into());
    }
    members
}

fn caller(it: &Caller) -> Value {
    let (user, role, session) = match &it.principal {
        Principal::User { name, .. } => (Some(name), None, None),
        Principal::Session { role_name, session, .. } => (None, Some(role_name), Some(session)),
        Principal::Root | Principal::Anonymous => (None, None, None),
    };
    json!({
        "account": it.account, "arn": arn(it), "user": user, "role": role, "session": session,
        "access_key_id": it.access_key,
    })
}

fn decision(it: &PolicyDecision) -> Value {
    let policies = it.matched.iter().map(|matched| {
        let attachment = &*matched.attachment;
        json!({
            "effect": matched.effect, "policy": attachment.policy, "type": attachment.kind,
            "version": attachment.version, "attached_to": attachment.entity,
            "statement": matched.statement, "sid": matched.sid.as_deref(),
        })
    });
    json!({
        "principal": it.asked.principal,
        "action": it.asked.action,
        "resource": it.asked.resource,
        "allowed": it.allowed,
        "policies": policies.collect::<Vec<_>>(),
        "let_pass": it.passed,
    })
}

/// A change of a state.
#[must_use]
pub fn transition(it: &Event) -> Value {
    let (table, column) = it.column;
    json!({ "product": it.product, "table": table, "column": column, "from": it.from, "to": it.to })
}

/// The parameters that nothing read, each with the name that it may be misspelt for, and how many more there are.
fn unread(parameters: &Parameters, described: &[ParameterDoc]) -> (Vec<Value>, usize) {
    let names = unread_of(parameters, described);
    let shown = names
        .iter()
        .take(MOST_UNREAD)
        .map(|name| json!({ "name": name, "misspelt_for": nearest(name, described) }));
    (shown.collect(), names.len().saturating_sub(MOST_UNREAD))
}

/// The parameter whose name is most like this one.
fn nearest<'d>(name: &str, described: &'d [ParameterDoc]) -> Option<&'d str> {
    // Numbers of lists do not count.
    let plain: Vec<_> =
        name.split('.').map(|it| if it.parse::<u32>().is_ok() { "N" } else { it }).collect();
    closest(&plain.join("."), described.iter().map(|it| &*it.name))
}

fn request(it: &Request, secrets: Secrets<'_>) -> Value {
    let headers = it.headers();
    // What is neither JSON nor XML may be a form, whatever it calls itself.
    let is_form = headers.get("content-type").is_some_and(|it| {
        it.as_bytes().to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded")
    }) || !matches!(
        it.body().trim_ascii_start().first(),
        Some(b'{' | b'[' | b'"' | b'<' | b'-')
    );
    let shown = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        json!([name.as_str(), secrets::header(name.as_str(), &value)])
    });
    let mut all = json!({
        "method": it.method(),
        "target": secrets.target(it.target()),
        "headers": shown.collect::<Vec<_>>(),
    });
    all["body"] = Value::Null;
    let text = String::from_utf8_lossy(it.body());
    let masked = secrets.body(is_form, &text);
    // The bytes of what is no text are shown only if there is nothing to mask in them.
    if std::str::from_utf8(it.body()).is_err() && masked == text {
        all["body_base64"] = STANDARD.encode(it.body()).into();
    } else {
        all["body"] = masked.into();
    }
    all
}

/// The secrets among the parameters of a call.
fn hidden<'p>(all: &'p Parameters, secrets: Secrets<'_>) -> Hidden<'p> {
    let is_hidden = |it: &Parameter<'_>| secrets.parameter(it.name, it.value) == HIDDEN;
    Hidden::texts(all.iter().filter(is_hidden).map(|it| (it.name, it.value)))
}

/// A text of an answer, as it is shown. That a signature is wrong repeats what was to be signed.
fn signed_text<'t>(code: &str, text: &'t str, hidden: &Hidden<'_>) -> Cow<'t, str> {
    if code == SIGNATURE_DOES_NOT_MATCH_V1.code {
        return hidden.shown(secrets::text(text).as_bytes()).into();
    }
    secrets::text(text)
}

fn answer(entry: &Entry, described: &[ParameterDoc]) -> Value {
    let cut = entry.answer.len() < entry.answer_size;
    let mut kept = &*entry.answer;
    if let (true, Err(e)) = (cut, std::str::from_utf8(kept)) {
        // It may have been cut within a character.
        kept = &kept[..e.valid_up_to()];
    }
    let text = String::from_utf8_lossy(kept);
    let all = entry.parameters();
    let hidden = hidden(&all, Secrets { described, masking: Masking::All });
    let code = entry.error.as_ref().map_or("", |it| &it.code);
    json!({
        "status": entry.status, "format": entry.format.name(), "body": signed_text(code, &text, &hidden),
        "size": entry.answer_size, "cut": cut,
    })
}
