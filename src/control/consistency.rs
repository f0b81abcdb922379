//! `/_localyun/consistency`: writes that become visible late.

use actions::core::control::{ControlAccess, Names, Operation};
use serde_json::{Map, Value, json};

use crate::{
    control::{
        Outcome, Problem, duration,
        route::ServerRoute,
        selection::{self, Selected, positive},
    },
    world::{
        World,
        consistency::{ConsistencyRule, MOST_CONSISTENCY_RULES, VisibleAfter},
    },
};

const MEMBERS: Names = &[
    ("product", "only writes of this product, by its code: `Ram`"),
    ("action", "only writes by this action; `*` stands for any characters"),
    ("reads", "they are visible after so many reads of the product by the account"),
    ("delay", "or after this duration of the world's clock"),
];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("consistency", "Lists which writes become visible late, and how many writes and reads that was so for.")
            .access(ControlAccess::Nothing),
        |_, world, _| Box::pin(async { Ok(listed(world)) }),
    ),
    ServerRoute::new(
        Operation::post("consistency", "Lets writes become visible late, and answers all rules.")
            .access(ControlAccess::Nothing)
            .objects(
                MEMBERS,
                &[
                    r#"{"product": "Ram", "action": "CreateUser", "reads": 2}"#,
                    r#"{"product": "Cms", "delay": "500ms"}"#,
                ],
            ),
        |_, world, request| Box::pin(async { add(world, request.each()) }),
    ),
    ServerRoute::new(
        Operation::delete("consistency", "Makes every write visible, now and from now on.")
            .access(ControlAccess::Nothing),
        |_, world, _| {
            Box::pin(async {
                world.consistency.clear();
                Ok(listed(world))
            })
        },
    ),
];

fn add(world: &World, rules: impl Iterator<Item = Map<String, Value>>) -> Outcome {
    let rules: Vec<_> = rules.map(rule).collect::<Result<_, _>>()?;
    if !world.consistency.add(rules) {
        let text = format!("a world has {MOST_CONSISTENCY_RULES} of these rules at most");
        return Err(Problem::new(409, text));
    }
    Ok(listed(world))
}

fn rule(given: Map<String, Value>) -> Result<ConsistencyRule, Problem> {
    let Selected { selection, entries } = selection::read(&given)?;
    if !entries.iter().any(|(_, entry)| entry.access.writes()) {
        return Err(Problem::of_member("action", "it reads, and has no writes to become visible"));
    }
    let reads = positive(&given, "reads")?.map(VisibleAfter::Reads);
    let delay = duration::member(&given, "delay")?;
    let delay = delay.and_then(|it| i64::try_from(it.as_millis()).ok()).map(VisibleAfter::Millis);
    let ((Some(after), None) | (None, Some(after))) = (reads, delay) else {
        return Err(Problem::of_body("a rule has `reads` or `delay`, one of them"));
    };
    Ok(ConsistencyRule { selection, after, given })
}

fn listed(world: &World) -> Value {
    let rules = world.consistency.all().into_iter().map(|it| {
        let mut shown = it.rule.given.clone();
        shown.insert("writes".into(), it.writes.into());
        shown.insert("stale_reads".into(), it.stale_reads.into());
        shown
    });
    json!({ "consistency": rules.collect::<Vec<_>>() })
}
