//! The seeds that a server is started with: what they make of the first world is what a reset goes back to.

use std::sync::Arc;

use tracing::info;

use super::{Seed, apply};
use crate::world::World;

/// Applies seeds to a world whose server is starting. What they make of it is from then on the state at start.
pub async fn begin(world: &Arc<World>, seeds: &[Arc<Seed>]) -> Result<(), String> {
    if seeds.is_empty() {
        return Ok(());
    }
    if world.database.is_shared() && world.database.starts() > 0 {
        // Others may have called since: what a reset goes back to is not what there is now.
        return follow(world, seeds).await;
    }
    apply_all(world, seeds).await?;
    world.keep().await.map_err(|e| format!("cannot keep the state at start for a reset: {e}"))
}

/// Applies seeds that have changed: to the present state, and to the state at start, without what calls have done
/// since.
pub async fn follow(world: &Arc<World>, seeds: &[Arc<Seed>]) -> Result<(), String> {
    apply_all(world, seeds).await?;
    let cannot = |e: &dyn std::fmt::Display| format!("a reset goes back to the seeds before: {e}");
    let Some(start) = world.at_start().await.map_err(|e| cannot(&e))? else { return Ok(()) };
    for seed in seeds {
        apply(&start, seed).await.map_err(|error| cannot(&error.message(seed)))?;
    }
    let kept = world.start_like(&start).await;
    start.database.close();
    kept.map_err(|e| cannot(&e))
}

async fn apply_all(world: &Arc<World>, seeds: &[Arc<Seed>]) -> Result<(), String> {
    for seed in seeds {
        let done = apply(world, seed).await.map_err(|error| error.message(seed))?;
        info!(seed = seed.name, done.created, done.updated, done.unchanged, "applied");
    }
    Ok(())
}
