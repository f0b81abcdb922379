//! `/_localyun/explain/REQUEST_ID`: why the signature of a call was refused.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::{sync::Semaphore, task};

use crate::{
    api::{
        decode::{self, Wire},
        headers::Headers,
    },
    control::{Outcome, Problem, query::Query},
    refusals::Refusal,
    server::App,
    sign::explain::{Explanation, Known, explain},
    world::World,
};

/// How many calls are explained at a time. One may be of megabytes, and is then signed many times over.
static EXPLAINING: Semaphore = Semaphore::const_new(2);

/// The explanation as JSON, with a `text` for people; or with `?as=text` that alone.
pub(super) async fn refusal(app: &App, request_id: &str, query: &Query) -> Outcome {
    let plain = match query.get("as") {
        Some("text") => true,
        Some("json") | None => false,
        Some(_) => return Err(Problem::new(400, "as is text or json")),
    };
    let refusal = app.world.refusals.find(request_id).ok_or_else(|| {
        Problem::new(
            404,
            "no refused call has this request id. The last 256 calls that were refused for their \
             signature, key or time are kept",
        )
    })?;
    let _turn = EXPLAINING.acquire().await.map_err(|e| Problem::internal(&e))?;
    let world = Arc::clone(&app.world);
    // Away from the threads that serve.
    let work = move || describe(&world, &refusal);
    let explained = task::spawn_blocking(work).await.map_err(|e| Problem::internal(&e))??;
    match explained {
        Value::Object(mut fields) if plain => Ok(fields.remove("text").unwrap_or_default()),
        whole => Ok(whole),
    }
}

fn describe(world: &World, refusal: &Refusal) -> Outcome {
    let explanation = explained(world, refusal);
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
