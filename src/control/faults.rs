//! `/_localyun/faults`: rules by which calls fail.

use std::sync::Arc;

use actions::core::control::{ControlAccess, ControlRequest, Operation};
use serde_json::{Map, Value, json};

use crate::{
    control::{Outcome, Problem, fault_rule, route::ServerRoute},
    world::{World, faults::CountedRule},
};

/// The members of a rule.
const MEMBERS: actions::core::control::Names = &[
    ("product", "only calls of this product, by its code: `Cms`"),
    ("action", "only calls of this action; `*` stands for any characters: `Describe*`"),
    (
        "caller",
        "only calls of this caller: an ARN, the name of a user or role, or an account; `*` as above",
    ),
    ("access_key", "only calls that this access key signs"),
    (
        "params",
        "only calls with all of these parameters: an object of names and values; `*` as above",
    ),
    ("region", "only calls for this region; `*` as above"),
    ("nth", "only the nth of the matching calls, from 1"),
    ("from_call", "only the matching calls from this one on"),
    ("to_call", "only the matching calls up to this one"),
    ("share", "only this share of the matching calls, above 0 and up to 1"),
    ("seed", "the seed by which that share is chosen, a whole number; 0 unless given"),
    ("after", "only from this time of the world's clock on, or after a duration from now: `30s`"),
    ("until", "only before this time of the world's clock, or for a duration from now"),
    ("times", "how often it fires at most"),
    ("error", "refuses the call with this code: one of the action's, or of the gateway's"),
    ("message", "with `error`: another message"),
    (
        "retry_after",
        "with `error`: how long the client is told to wait; 1s for throttling unless given",
    ),
    ("http", "answers with this HTTP status, 400 to 599, and the HTML page of a load balancer"),
    ("html", "with `http`: another page"),
    ("delay", "waits for this duration, and then goes on, or does what else the rule says"),
    ("answer_delay", "carries the call out, and holds its answer for this duration"),
    ("stall", "never answers: `true` until the client leaves, or for a duration"),
    ("reset", "`true`: resets the connection; the call is not carried out"),
    ("lost_answer", "`true`: carries the call out, and then resets the connection"),
    ("cut", "carries the call out, and closes the connection after so many bytes of the body"),
    ("bad_json", "`true`: carries the call out, and answers with incomplete JSON or XML"),
];

/// The query parameters by which a preset is narrowed.
const NARROWED: actions::core::control::Names = &[
    ("product", "only calls of this product"),
    ("action", "only calls of this action"),
    ("caller", "only calls of this caller"),
    ("region", "only calls for this region"),
];

/// A set of rules with a name.
struct Preset {
    name: &'static str,
    doc: &'static str,
    rules: &'static [&'static str],
}

const PRESETS: [Preset; 4] = [
    Preset {
        name: "flaky-network",
        doc: "of all calls, a tenth finds its connection reset, a tenth loses its answer after the commit, a tenth gets \
              an answer that is cut short, and a fifth waits for 300 ms",
        rules: &[
            r#"{"share": 0.1, "seed": 1, "reset": true}"#,
            r#"{"share": 0.1, "seed": 2, "lost_answer": true}"#,
            r#"{"share": 0.1, "seed": 3, "cut": 20}"#,
            r#"{"share": 0.2, "seed": 4, "delay": "300ms"}"#,
        ],
    },
    Preset {
        name: "throttled",
        doc: "half of all calls is refused with Throttling.User",
        rules: &[r#"{"share": 0.5, "seed": 1, "error": "Throttling.User"}"#],
    },
    Preset { name: "slow", doc: "every call waits for 2 seconds", rules: &[r#"{"delay": "2s"}"#] },
    Preset {
        name: "region-down",
        doc: "every call is answered with 503 and the page of a load balancer",
        rules: &[r#"{"http": 503}"#],
    },
];

const fn stateless(operation: Operation) -> Operation {
    operation.access(ControlAccess::Nothing)
}

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        stateless(Operation::get("faults", "Lists the fault rules, with how many calls each matched and how often it fired.")),
        |_, world, _| Box::pin(async { Ok(listed(&world.faults.all())) }),
    ),
    ServerRoute::new(
        stateless(Operation::post("faults", "Adds fault rules, and answers them with their ids.")).objects(
            MEMBERS,
            &[
                r#"{"product": "Cms", "action": "PutContact", "error": "Throttling.User", "times": 2}"#,
                r#"{"action": "Describe*", "share": 0.2, "seed": 7, "http": 503}"#,
                r#"{"params": {"ContactName": "a*"}, "nth": 1, "lost_answer": true}"#,
                r#"[{"delay": "200ms"}, {"until": "30s", "error": "ServiceUnavailable"}]"#,
            ],
        ),
        |_, world, request| Box::pin(async { add(world, request.each()) }),
    ),
    ServerRoute::new(
        stateless(Operation::delete("faults", "Removes all fault rules.")),
        |_, world, _| {
            Box::pin(async {
                world.faults.clear();
                Ok(listed(&[]))
            })
        },
    ),
    ServerRoute::new(
        stateless(Operation::get("faults/{id}", "Answers one fault rule.")),
        |_, world, request| {
            Box::pin(async {
                let id = request.path_value("id");
                let found = world.faults.all().into_iter().find(|it| *it.id == *id);
                found.map(|it| shown(&it)).ok_or_else(|| no_rule(id))
            })
        },
    ),
    ServerRoute::new(
        stateless(Operation::delete("faults/{id}", "Removes one fault rule.")),
        |_, world, request| {
            Box::pin(async {
                let id = request.path_value("id");
                if !world.faults.remove(id) {
                    return Err(no_rule(id));
                }
                Ok(listed(&world.faults.all()))
            })
        },
    ),
    ServerRoute::new(
        stateless(Operation::get("faults/presets", "Lists the presets: sets of fault rules with a name.")),
        |_, _, _| Box::pin(async { Ok(presets()) }),
    ),
    ServerRoute::new(
        stateless(Operation::post("faults/presets/{name}", "Adds the fault rules of a preset.")).query(NARROWED),
        |_, world, request| Box::pin(async { add_preset(world, request) }),
    ),
];

fn add(world: &World, rules: impl Iterator<Item = Map<String, Value>>) -> Outcome {
    let rules = rules.map(|members| fault_rule::read(world, members));
    let rules: Vec<_> = rules.collect::<Result<_, _>>()?;
    let added = world.faults.add(rules).map_err(|e| Problem::new(409, e.to_string()))?;
    Ok(listed(&added))
}

fn add_preset(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let name = request.path_value("name");
    let Some(preset) = PRESETS.iter().find(|it| it.name == name) else {
        let known: Vec<_> = PRESETS.iter().map(|it| it.name).collect();
        let text = format!("there is no preset `{name}`; there are {}", known.join(", "));
        return Err(Problem::new(404, text));
    };
    let narrowed = |rule: Map<String, Value>| {
        let values = NARROWED.iter().filter_map(|(name, _)| {
            Some(((*name).to_owned(), Value::from(request.query_value(name)?)))
        });
        values.chain(rule).collect()
    };
    add(world, preset.rules().into_iter().map(narrowed))
}

impl Preset {
    fn rules(&self) -> Vec<Map<String, Value>> {
        self.rules.iter().filter_map(|it| serde_json::from_str(it).ok()).collect()
    }
}

fn presets() -> Value {
    let shown = |it: &Preset| json!({ "name": it.name, "does": it.doc, "rules": it.rules() });
    json!({ "presets": PRESETS.iter().map(shown).collect::<Vec<_>>() })
}

fn listed(rules: &[CountedRule]) -> Value {
    json!({ "faults": rules.iter().map(shown).collect::<Vec<_>>() })
}

fn shown(it: &CountedRule) -> Value {
    let mut all = Map::new();
    all.insert("id".into(), (*it.id).into());
    all.extend(it.rule.given.clone());
    all.insert("matched".into(), it.matched.into());
    all.insert("fired".into(), it.fired.into());
    Value::Object(all)
}

fn no_rule(id: &str) -> Problem {
    Problem::new(404, format!("there is no fault `{id}`; GET /_localyun/faults lists them"))
}
