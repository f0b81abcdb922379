//! `/_localyun/report`: what the calls of the journal have exercised.

use std::sync::Arc;

use actions::core::control::{ControlAccess, Operation};

use crate::{
    control::{
        Outcome,
        calls::{self, MOST_LISTED},
        route::ServerRoute,
    },
    report::Coverage,
    world::{
        World,
        journal::{filter::Filter, shown},
    },
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::get(
        "report",
        "Answers what the calls of the journal have exercised, and what not, as `localyun report` does.",
    )
    .access(ControlAccess::Nothing),
    |_, world, _| Box::pin(report(world)),
)];

/// It costs as much as a list of the calls, which the limits of the journal bound.
async fn report(world: &Arc<World>) -> Outcome {
    world.catch_up_journal().await;
    let world = Arc::clone(world);
    calls::apart(move || {
        let most = usize::try_from(MOST_LISTED).unwrap_or_default();
        let mut coverage = Coverage::default();
        for call in calls::newest(world.journal.kept().calls, &Filter::default().of_clients(), most)
        {
            coverage.add(&shown::call(&call));
        }
        Ok(coverage.to_json())
    })
    .await
}
