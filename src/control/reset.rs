//! `/_localyun/reset`: back to the state at start, which is what the seeds made.

use actions::core::control::Operation;
use serde_json::json;

use crate::{
    control::{Outcome, Problem, route::ServerRoute},
    store::ResetError,
    world::World,
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::post(
        "reset",
        "Restores the data and the clock that the server had at start: those that its seed files made.",
    ),
    |_, world, _| Box::pin(reset(world)),
)];

async fn reset(world: &World) -> Outcome {
    world.reset().await.map_err(|e| match e {
        ResetError::NotKept => Problem::new(409, e.to_string()),
        ResetError::Store(e) => Problem::internal(&e),
    })?;
    Ok(json!({ "status": "reset" }))
}
