//! `/_localyun/policy/…`: what a run under `--iam audit` has asked of the policies.

use actions::policy;
use serde_json::{Value, json};

use crate::{
    app::App,
    config::Iam,
    control::{Outcome, Problem, query::Query},
};

/// The least policy that the recorded run needed: of all callers, or of `?principal=ARN`; with
/// `?missing=true` only what their policies do not allow yet.
pub(super) fn suggest(app: &App, query: &Query) -> Outcome {
    let principal = query.get("principal");
    let missing = match query.get("missing") {
        Some("true") => true,
        Some("false") | None => false,
        Some(_) => return Err(Problem::new(400, "missing is true or false")),
    };
    let (asked, left_out) = app.world().record.list(principal);
    if asked.is_empty() {
        let why = match (app.world().iam, principal) {
            (Iam::Audit, Some(principal)) => format!("{principal} has asked for nothing yet"),
            (Iam::Audit, None) => "nothing has been asked for yet".into(),
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
pub(super) fn asked(app: &App, query: &Query) -> Value {
    let (asked, left_out) = app.world().record.list(query.get("principal"));
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
pub(super) fn forget(app: &App) -> Value {
    app.world().record.clear();
    json!({ "status": "forgotten" })
}
