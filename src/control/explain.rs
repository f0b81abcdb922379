//! `/_localyun/explain/REQUEST_ID`: why the signature of a call was refused.

use serde_json::{Value, json};

use crate::{
    api::{
        decode::{self, Wire},
        headers::Headers,
    },
    control::{Outcome, Problem},
    refusals::Refusal,
    server::App,
    sign::explain::{Explanation, Known, explain},
    world::World,
};

/// The explanation as JSON, with a `text` for people.
pub(super) fn refusal(app: &App, request_id: &str) -> Outcome {
    let world = &app.world;
    let refusal = world.refusals.find(request_id).ok_or_else(|| {
        Problem::new(
            404,
            "no refused call has this request id. The last 256 calls that were refused for their \
             signature, key or time are kept",
        )
    })?;
    let explanation = explained(world, &refusal);
    let text =
        format!("{} {}: {}\n\n{explanation}\n", refusal.method, refusal.target, refusal.code);
    let details = serde_json::to_value(&explanation).map_err(|e| Problem::internal(&e))?;
    Ok(json!({
        "request_id": refusal.request_id,
        "at": actions::format::iso(refusal.at),
        "code": refusal.code,
        "message": refusal.message,
        "explanation": details,
        "text": text,
    }))
}

fn explained(world: &World, refusal: &Refusal) -> Explanation {
    let (path, query) = refusal.target.split_once('?').unwrap_or((&refusal.target, ""));
    // It was decoded once, so it can be again.
    let given = decode::parameters(query, &refusal.headers, &refusal.body).unwrap_or_default();
    let wire = Wire {
        method: &refusal.method,
        path,
        query,
        headers: Headers::of(&refusal.headers),
        body: &refusal.body,
        given: &given,
    };
    let keys = world.keys.all();
    let known: Vec<Known<'_>> =
        keys.iter().map(|k| Known { id: &k.id, secret: k.secret.as_secret() }).collect();
    explain(&wire, &known, Some(refusal.at))
}

/// Only the text, for a terminal.
pub(super) fn text(explained: &Value) -> Option<String> {
    explained.get("text").and_then(Value::as_str).map(str::to_owned)
}
