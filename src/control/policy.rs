//! `/_localyun/policy/…`: what a run under `--iam audit` has asked of the policies.

use actions::{
    core::control::{ControlRequest, Operation, Type},
    policy,
};
use serde_json::{Value, json};

use crate::{
    config::Iam,
    control::{Outcome, Problem, routes::ServerRoute},
    world::World,
};

const PRINCIPAL: (&str, &str) = ("principal", "only what this caller needed, given as an ARN");

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get(
            "policy/suggest",
            "Answers the least-privilege policy of a run under `--iam audit`.",
        )
        .query(&[PRINCIPAL, ("missing", "`true`: only what was denied when it was last called")])
        .types(&[("missing", Type::Boolean)]),
        |_, world, request| Box::pin(async { suggest(world, request) }),
    ),
    ServerRoute::new(
        Operation::get(
            "policy/asked",
            "Lists the permissions that calls needed in a run under `--iam audit`.",
        )
        .query(&[PRINCIPAL]),
        |_, world, request| Box::pin(async { Ok(asked(world, request)) }),
    ),
    ServerRoute::new(
        Operation::post(
            "policy/forget",
            "Clears the record of `--iam audit`, so that the next run is recorded separately.",
        ),
        |_, world, _| Box::pin(async { Ok(forget(world)) }),
    ),
];

/// The least policy that the recorded run needed: of all callers, or of `?principal=ARN`; with
/// `?missing=true` only what their policies do not allow yet.
fn suggest(world: &World, request: &ControlRequest) -> Outcome {
    let principal = request.query_value("principal");
    let missing = match request.query_value("missing") {
        Some("true") => true,
        Some("false") | None => false,
        Some(_) => return Err(Problem::new(400, "missing is true or false")),
    };
    let (asked, left_out) = world.journal.questions(principal);
    if asked.is_empty() {
        let why = match (world.iam, principal) {
            (Iam::Audit, Some(principal)) => format!("nothing is recorded for {principal} yet"),
            (Iam::Audit, None) => "nothing is recorded yet".into(),
            _ => "nothing is recorded: start the server with --iam audit".into(),
        };
        return Err(Problem::new(404, why));
    }
    let needed = asked.iter().filter(|(_, allowed)| !(missing && *allowed));
    let text = policy::suggest(needed.map(|(it, _)| (it.action.clone(), it.resource.clone())));
    let policy = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    Ok(json!({ "policy": policy, "left_out": left_out }))
}

/// Every recorded question.
fn asked(world: &World, request: &ControlRequest) -> Value {
    let (asked, left_out) = world.journal.questions(request.query_value("principal"));
    let asked: Vec<Value> = asked
        .into_iter()
        .map(|(it, allowed)| {
            json!({
                "principal": it.principal, "action": it.action, "resource": it.resource,
                "allowed": allowed,
            })
        })
        .collect();
    json!({ "asked": asked, "left_out": left_out })
}

/// Forgets what was recorded, so that the next run is recorded by itself.
fn forget(world: &World) -> Value {
    world.journal.clear();
    json!({ "status": "forgotten" })
}
