//! `/_localyun/paging`: short pages, and page tokens that expire.

use actions::{
    Entry, Parameters, Params, Product,
    core::control::{ControlAccess, Names, Operation},
};
use serde_json::{Map, Value, json};

use crate::{
    control::{
        Outcome, Problem, duration,
        route::ServerRoute,
        selection::{self, Selected, positive},
    },
    world::{
        World,
        paging::{MOST_PAGING_RULES, PagingRule},
    },
};

const MEMBERS: Names = &[
    ("product", "only lists of this product, by its code: `Ram`"),
    ("action", "only lists of this action; `*` stands for any characters"),
    ("max_page", "a page has so many items at most, whatever the call asks for"),
    ("token_ttl", "a NextToken or Marker is valid for this duration of the world's clock"),
];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("paging", "Lists the rules on pages.").access(ControlAccess::Nothing),
        |_, world, _| Box::pin(async { Ok(listed(world)) }),
    ),
    ServerRoute::new(
        Operation::post(
            "paging",
            "Shortens pages or lets their tokens expire, and answers all rules.",
        )
        .access(ControlAccess::Nothing)
        .objects(
            MEMBERS,
            &[
                r#"{"max_page": 2}"#,
                r#"{"product": "Ram", "action": "ListUsers", "max_page": 1, "token_ttl": "1m"}"#,
            ],
        ),
        |_, world, request| Box::pin(async { add(world, request.each()) }),
    ),
    ServerRoute::new(
        Operation::delete("paging", "Removes the rules on pages.").access(ControlAccess::Nothing),
        |_, world, _| {
            Box::pin(async {
                world.paging.clear();
                Ok(listed(world))
            })
        },
    ),
];

fn add(world: &World, rules: impl Iterator<Item = Map<String, Value>>) -> Outcome {
    let rules: Vec<_> = rules.map(rule).collect::<Result<_, _>>()?;
    if !world.paging.add(rules) {
        return Err(Problem::new(
            409,
            format!("a world has {MOST_PAGING_RULES} of these rules at most"),
        ));
    }
    Ok(listed(world))
}

fn rule(given: Map<String, Value>) -> Result<PagingRule, Problem> {
    let Selected { selection, entries } = selection::read(&given)?;
    let max_page = positive(&given, "max_page")?.and_then(|it| i64::try_from(it).ok());
    let ttl = duration::member(&given, "token_ttl")?;
    let token_ttl = ttl.and_then(|it| i64::try_from(it.as_millis()).ok());
    if max_page.is_none() && token_ttl.is_none() {
        return Err(Problem::of_body("a rule has `max_page`, `token_ttl` or both"));
    }
    if !entries.iter().any(|(product, entry)| is_paged(product, entry)) {
        return Err(Problem::of_member("action", "it does not answer in pages"));
    }
    Ok(PagingRule { selection, max_page, token_ttl, given })
}

/// Whether an action answers in pages.
fn is_paged(product: &Product, entry: &Entry) -> bool {
    let nothing = Parameters::default();
    let mut read = Params::describing(&nothing, product.wording);
    (entry.describe)(&mut read);
    read.is_paged()
}

fn listed(world: &World) -> Value {
    let rules: Vec<_> = world.paging.all().iter().map(|it| it.given.clone()).collect();
    json!({ "paging": rules })
}
