//! `/_localyun/explain`: what became of a call and why: its signature, its caller, what the policies decided, its error.

use std::{borrow::Cow, sync::Arc};

use actions::{
    Parameters,
    core::control::{ControlAccess, ControlRequest, Names, Operation, Type},
};
use serde_json::{Value, json};
use tokio::{sync::Semaphore, task};

use crate::{
    control::{Outcome, Problem, calls, route::ServerRoute},
    keys::Key,
    request_text::Request,
    sign::{
        Claim, claim, encode,
        explain::{
            Known, MAX_KEYS, bare_id, compare, explain, hidden::Hidden, undecodable, unusual,
        },
    },
    wire::{Wire, headers::Headers, parameters},
    world::{
        World,
        journal::{Entry, Request as Recorded},
    },
};

mod course;
mod reasons;

const AS: Names = &[("as", "`text`: what `localyun explain` prints; `json` unless given")];
const FORMS: &[(&str, Type)] = &[("as", Type::OneOf(&["text", "json"]))];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("explain/{request_id}", "Explains a call: its signature, who called, what the policies decided, and why it was refused if it was.")
            .query(AS)
            .types(FORMS),
        |_, world, request| Box::pin(answered(world, request, None)),
    ),
    ServerRoute::new(
        Operation::post(
            "explain/{request_id}",
            "Explains a call, and compares the text that the client signed with the server's.",
        )
        .access(ControlAccess::Reads)
        .query(AS)
        .types(FORMS)
        .text("the text that the client signed"),
        |_, world, request| Box::pin(answered(world, request, Some(&request.text))),
    ),
    ServerRoute::new(
        Operation::post("explain", "Explains why a request that is given as text would be refused.")
            .access(ControlAccess::Reads)
            .query(AS)
            .text(
                "the request: HTTP, output of `curl -v`, a `curl` command or a HAR entry; or \
                 `request=…&mine=…`, percent-encoded, with the text that the client signed",
            ),
        |_, world, request| Box::pin(pasted(world, request)),
    ),
];

/// How many calls are explained at a time. One may be of megabytes, and is then signed many times over.
static EXPLAINING: Semaphore = Semaphore::const_new(2);

/// Explains away from the threads that serve. The explanation as JSON, with a `text` for people;
/// or with `?as=text` that alone.
async fn apart(
    world: &Arc<World>,
    request: &ControlRequest,
    explain: impl FnOnce(&World) -> Outcome + Send + 'static,
) -> Outcome {
    let plain = match request.query_value("as") {
        Some("text") => true,
        Some("json") | None => false,
        Some(_) => return Err(Problem::new(400, "as is text or json")),
    };
    let _turn = EXPLAINING.acquire().await.map_err(|e| Problem::internal(&e))?;
    let world = Arc::clone(world);
    let work = task::spawn_blocking(move || explain(&world));
    match work.await.map_err(|e| Problem::internal(&e))?? {
        Value::Object(mut fields) if plain => Ok(fields.remove("text").unwrap_or_default()),
        whole => Ok(whole),
    }
}

/// The explanation of a call. `mine` is the text that the client says it has signed.
async fn answered(world: &Arc<World>, request: &ControlRequest, mine: Option<&[u8]>) -> Outcome {
    world.catch_up_journal().await;
    let (request_id, mine) =
        (request.path_value("request_id").to_owned(), mine.map(<[u8]>::to_vec));
    apart(world, request, move |world| {
        let entry = calls::kept(world, &request_id)?;
        let request = entry.request.as_ref();
        let request = request
            .ok_or_else(|| Problem::new(404, "the journal has kept nothing of this request"))?;
        of_entry(world, &entry, request, mine.as_deref())
    })
    .await
}

fn of_entry(world: &World, entry: &Entry, request: &Recorded, mine: Option<&[u8]>) -> Outcome {
    let (path, query) = request.target().split_once('?').unwrap_or((request.target(), ""));
    let headers = request.headers();
    let decoded = parameters::decode(query, &headers, request.body());
    let none = Parameters::default();
    let wire = Wire {
        method: request.method(),
        path,
        query,
        headers: Headers::of(&headers),
        body: request.body(),
        parameters: decoded.as_ref().unwrap_or(&none),
    };
    let keys = keys(world, &wire);
    let known = known(&keys);
    let mut explanation = match decoded {
        Err(why) => undecodable(query, request.body(), why),
        // Of the time there is something to say only where it was wrong, and a reason says it.
        Ok(_) => explain(&wire, &known, None),
    };
    explanation.unusual = unusual(&wire, &known, Some(entry.clocks));
    // What it was refused with, or would have been.
    let error = entry.errors().next();
    explanation.reasons = match error.filter(|_| entry.refused) {
        Some(error) => match error.hint.as_ref().filter(|_| error.by_policies) {
            Some(why) => vec![why.clone().into_owned()],
            None => reasons::of(world, &wire, &error.code, entry.clocks),
        },
        None => course::sentences(entry, &explanation),
    };
    if entry.refused && error.is_some_and(|error| error.by_policies) {
        explanation.reasons.extend(course::paste(entry));
    }
    explanation.mine = mine.and_then(|mine| compare(&wire, &known, mine));
    let hidden = Hidden::of(&wire, &known);
    // What cannot be read of a query may have a token in it all the same.
    let target = match explanation.error {
        Some(_) if wire.parameters.iter().next().is_none() => Cow::Borrowed(wire.path),
        _ => Cow::Owned(hidden.shown(request.target().as_bytes())),
    };
    let code = error.map_or_else(|| entry.status.to_string(), |error| error.code.to_string());
    let text = format!("{} {target}: {code}\n\n{explanation}\n", request.method());
    let details = serde_json::to_value(explanation).map_err(|e| Problem::internal(&e))?;
    let shown = |text: &str| hidden.shown(text.as_bytes());
    Ok(json!({
        "request_id": entry.request_id,
        "at": actions::shared::format::iso(entry.clocks.world),
        "product": entry.product,
        "action": entry.action,
        "status": entry.status,
        "refused": entry.refused,
        "code": error.map(|error| &*error.code),
        "message": error.map(|error| shown(&error.message)),
        "hint": error.and_then(|error| error.hint.as_deref()).map(shown),
        "caller": entry.caller.as_deref().map(course::caller),
        "decisions": course::decisions(entry),
        "explanation": details,
        "text": text,
    }))
}

/// The explanation of a request that is given as text, by itself or as `request=…&mine=…`,
/// percent-encoded.
async fn pasted(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let body = request.text.clone();
    apart(world, request, move |world| of_text(world, &body)).await
}

fn of_text(world: &World, body: &[u8]) -> Outcome {
    let (raw, mine) = parts(body);
    let request = Request::read(&raw).map_err(|why| Problem::new(400, why.to_string()))?;
    let now = world.clocks();
    let explanation = request.explained(mine.as_deref(), |wire, mine| {
        let keys = keys(world, wire);
        let known = known(&keys);
        let mut explanation = explain(wire, &known, Some(now));
        let code = reasons::code(world, wire);
        explanation.reasons =
            code.map(|code| reasons::of(world, wire, &code, now)).unwrap_or_default();
        explanation.unusual = unusual(wire, &known, Some(now));
        explanation.mine = mine.and_then(|mine| compare(wire, &known, mine));
        explanation
    });
    let details = serde_json::to_value(&explanation).map_err(|e| Problem::internal(&e))?;
    Ok(json!({ "explanation": details, "text": format!("{explanation}\n") }))
}

/// The request and the client's text in the body of a call.
fn parts(body: &[u8]) -> (Cow<'_, [u8]>, Option<Vec<u8>>) {
    let Some(form) = body.strip_prefix(b"request=").and_then(|it| std::str::from_utf8(it).ok())
    else {
        return (Cow::Borrowed(body), None);
    };
    let unescaped = |text: &str| {
        let mut out = Vec::with_capacity(text.len());
        encode::unescape_path(&mut out, text);
        out
    };
    let (request, mine) = match form.split_once("&mine=") {
        Some((request, mine)) => (request, Some(unescaped(mine))),
        None => (form, None),
    };
    (Cow::Owned(unescaped(request)), mine)
}

/// The keys that a request may be signed with: its own, from wherever the gateway has it, those
/// that the program was started with, and those of RAM that were used last.
fn keys(world: &World, wire: &Wire<'_>) -> Vec<Arc<Key>> {
    let mut keys = Vec::new();
    if let Ok(Claim::Signed(signed)) = claim(wire) {
        let session = signed.security_token.and_then(|token| world.session(token).ok()?);
        keys.extend(session.map(|session| Arc::clone(&session.key)));
        keys.extend(world.key(signed.key_id).ok().flatten());
        // One that is written almost like it.
        let bare = bare_id(signed.key_id);
        if bare != signed.key_id {
            keys.extend(world.key(&bare).ok().flatten());
        }
    }
    keys.extend(world.keys.all());
    keys.extend(world.last_keys(MAX_KEYS).unwrap_or_default());
    keys
}

fn known(keys: &[Arc<Key>]) -> Vec<Known<'_>> {
    keys.iter().map(|k| Known { id: &k.id, secret: k.secret.as_secret() }).collect()
}
