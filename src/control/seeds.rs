//! `/_localyun/seed`: applies a seed document to a world, and makes one of its state.

use std::sync::Arc;

use actions::core::control::{ControlRequest, Operation};
use serde_json::{Value, json};

use crate::{
    control::{Outcome, Problem, route::ServerRoute},
    world::{
        World,
        seed::{self, Seed},
    },
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::post(
            "seed",
            "Applies a seed document: all of it, or nothing if an entry cannot be applied.",
        )
        .query(&[("name", "what errors call the document; `seed` unless given")])
        .text("the document, in YAML or JSON"),
        |_, world, request| Box::pin(apply_text(world, request)),
    ),
    ServerRoute::new(
        Operation::get("seed", "Answers a seed document, in YAML, that makes the present state.")
            .query(&[("secrets", "`true`: with the secrets, which are `null` otherwise")]),
        |_, world, request| Box::pin(export(world, request)),
    ),
    ServerRoute::new(
        Operation::get("seed/schema", "Answers the JSON Schema of seed documents."),
        |_, _, _| Box::pin(async { Ok(seed::schema()) }),
    ),
];

async fn apply_text(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let text = str::from_utf8(&request.text)
        .map_err(|_| Problem::new(400, "the document is not UTF-8 text"))?;
    let name = request.query_value("name").unwrap_or("seed");
    let seed = Seed::whole(name, text).map_err(|why| Problem::new(400, why))?;
    apply(world, &Arc::new(seed)).await
}

/// Applies a seed, and answers what came of it.
pub(super) async fn apply(world: &Arc<World>, seed: &Arc<Seed>) -> Outcome {
    match seed::apply(world, seed).await {
        Ok(it) => Ok(json!({
            "created": it.created, "updated": it.updated, "unchanged": it.unchanged,
        })),
        Err(error) => {
            let text = error.message(seed);
            Err(error.failed().map_or_else(
                || Problem::new(400, text),
                |failed| actions::core::control::ControlError::Failed(failed).into(),
            ))
        }
    }
}

async fn export(world: &World, request: &ControlRequest) -> Outcome {
    let secrets = match request.query_value("secrets") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Problem::new(400, "secrets is true or false")),
    };
    let mut text = seed::export(world, secrets).await?;
    // Every answer of the control API ends with a line break.
    text.pop();
    Ok(Value::String(text))
}
