//! `/_localyun/reset`: back to the state at start, with the seeds.

use std::sync::Arc;

use actions::core::control::Operation;
use serde_json::json;

use crate::{
    app::App,
    control::{Outcome, Problem, routes::ServerRoute, seeds},
    store::ResetError,
    world::World,
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::post(
        "reset",
        "Restores the data and the clock that the server had at start, with its seed files.",
    ),
    |app, world, _| Box::pin(reset(app, world)),
)];

async fn reset(app: &App, world: &Arc<World>) -> Outcome {
    world.reset().await.map_err(|e| match e {
        ResetError::NotKept => Problem::new(409, e.to_string()),
        ResetError::Store(e) => Problem::internal(&e),
    })?;
    if Arc::ptr_eq(world, app.world()) {
        for seed in app.seeds.all() {
            seeds::apply(world, &seed).await?;
        }
    }
    Ok(json!({ "status": "reset" }))
}
