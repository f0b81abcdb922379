//! `/_localyun/resources`: the resources of all products, with what they are related to and the calls about them.

use std::sync::Arc;

use actions::{
    PRODUCTS,
    core::control::{ControlRequest, Names, Operation, Type},
    ports::store::{StoreError, Tx},
};
use serde_json::{Value, json};

use crate::{
    control::{Outcome, Problem, calls, route::ServerRoute},
    wire::shortened::shortened,
    world::{
        World,
        journal::{Entry, shown},
        resources::{Details, Found, Kind, Query, Related, count, details, kinds, list},
    },
};

/// How many resources a page has at the most, and how many unless it is asked for more or fewer.
const MOST_LISTED: i64 = 500;
const LISTED: i64 = 50;

/// How many calls about a resource are shown.
const MOST_CALLS: usize = 50;

const LIST: Names = &[
    ("search", "only those whose id or name contains this text, in any case"),
    ("account", "only those of this account"),
    ("after", "only those after a page: its `next`"),
    ("limit", "at most this many, 1 to 500; 50 unless given"),
];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("resources", "Lists the kinds of resources of each product, and how many there are."),
        |_, world, _| Box::pin(overview(world)),
    ),
    ServerRoute::new(
        Operation::get("resources/{product}/{kind}", "Lists the resources of a kind, in pages; secrets are hidden.")
            .query(LIST)
            .types(&[("limit", Type::Integer(1, MOST_LISTED))]),
        |_, world, request| Box::pin(page(world, request)),
    ),
    ServerRoute::new(
        Operation::get(
            "resources/{product}/{kind}/{id}",
            "Answers one resource, with its parts, what it is related to and the last calls about it.",
        )
        .query(&[("account", "the account that has it, where several have one of this id")]),
        |_, world, request| Box::pin(one(world, request)),
    ),
];

async fn overview(world: &Arc<World>) -> Outcome {
    let look = |tx: &mut dyn Tx| kinds().iter().map(|kind| count(tx, kind, None)).collect();
    let counts: Vec<Option<i64>> = world.database.read_any::<_, StoreError>(look).await?;
    let products = PRODUCTS.iter().filter(|it| !it.resources.is_empty()).map(|product| {
        let of_product = kinds().iter().zip(&counts).filter(|(it, _)| it.product.id == product.id);
        let kinds = of_product.map(|(kind, count)| {
            let title = kind.declared.title;
            json!({
                "kind": kind.declared.kind,
                "title": { "en": title.en, "zh": title.zh },
                "count": count,
            })
        });
        json!({ "id": product.id, "code": product.code, "kinds": kinds.collect::<Vec<_>>() })
    });
    Ok(json!({ "products": products.collect::<Vec<_>>() }))
}

/// The kind that the path names.
fn kind(request: &ControlRequest) -> Result<&'static Kind, Problem> {
    let (product, kind) = (request.path_value("product"), request.path_value("kind"));
    let found = kinds().iter().find(|it| it.path() == (product, kind));
    found.ok_or_else(|| {
        let of_product: Vec<_> = kinds()
            .iter()
            .filter(|it| it.product.id == product)
            .map(|it| it.declared.kind)
            .collect();
        Problem::new(
            404,
            if of_product.is_empty() {
                let mut products: Vec<_> = kinds().iter().map(|it| it.product.id).collect();
                products.dedup();
                format!(
                    "there are no resources of a product `{}`; the products with resources are {}",
                    shortened(product),
                    products.join(", ")
                )
            } else {
                format!(
                    "{product} has no resources of the kind `{}`; its kinds are {}",
                    shortened(kind),
                    of_product.join(", ")
                )
            },
        )
    })
}

fn given(request: &ControlRequest, name: &str) -> Option<String> {
    request.query_value(name).filter(|it| !it.is_empty()).map(str::to_owned)
}

async fn page(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let kind = kind(request)?;
    let limit = usize::try_from(request.limit(LISTED, MOST_LISTED)?).unwrap_or_default();
    let query = Query {
        search: given(request, "search"),
        account: given(request, "account"),
        after: given(request, "after"),
        limit,
    };
    let found = list(world, kind, &query).await?.ok_or_else(|| {
        Problem::new(400, "after is the `next` of a page of the same kind, and nothing else")
    })?;
    let total = if query.search.is_some() {
        None
    } else {
        let look = |tx: &mut dyn Tx| count(tx, kind, query.account.as_deref());
        world.database.read_any::<_, StoreError>(look).await?
    };
    let items = found.items.iter().map(
        |it| json!({ "id": it.id, "name": it.name, "account": it.account, "summary": it.summary }),
    );
    let mut all = json!({
        "kind": kind.declared.kind,
        "columns": kind.declared.summary,
        "items": items.collect::<Vec<_>>(),
        "next": found.next,
        "total": total,
    });
    if found.partial {
        all["partial"] = true.into();
    }
    Ok(all)
}

async fn one(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let kind = kind(request)?;
    let (id, account) = (request.path_value("id"), given(request, "account"));
    let look = |tx: &mut dyn Tx| {
        // No database takes U+0000, so nothing has it in its id.
        if id.contains('\0') {
            Ok(Found::Nothing)
        } else {
            details(tx, kind, id, account.as_deref())
        }
    };
    let (product, name) = kind.path();
    let found = match world.database.read_any::<_, StoreError>(look).await? {
        Found::One(found) => *found,
        Found::Several(accounts) => {
            let text = format!(
                "several accounts have a {name} `{}`: name one with `account`: {}",
                shortened(id),
                accounts.join(", ")
            );
            return Err(Problem::new(409, text));
        }
        Found::Nothing => {
            let text = format!(
                "there is no {name} `{}`; GET /_localyun/resources/{product}/{name} lists those that there are",
                shortened(id)
            );
            return Err(Problem::new(404, text));
        }
    };
    world.catch_up_journal().await;
    let (id, world) = (id.to_owned(), Arc::clone(world));
    calls::apart(move || {
        let mut calls = world.journal.kept().calls;
        calls.reverse();
        let named = |it: &&Arc<Entry>| !it.by_console && found.about.matches(it);
        let calls = calls.iter().filter(named).take(MOST_CALLS);
        let calls: Vec<_> = calls.map(|it| shown::summary(it)).collect();
        Ok(described(kind, &id, &found, &calls))
    })
    .await
}

fn described(kind: &Kind, id: &str, found: &Details, calls: &[Value]) -> Value {
    let related = |it: &Related| {
        json!({
            "relation": it.relation, "product": it.kind.0, "kind": it.kind.1, "id": it.id,
            "name": it.name, "account": it.account,
        })
    };
    json!({
        "product": kind.product.id,
        "kind": kind.declared.kind,
        "id": id,
        "name": found.name,
        "account": found.account,
        "relations": found.relations.iter().map(related).collect::<Vec<_>>(),
        "columns": found.columns,
        "parts": found.parts,
        "more": found.more,
        "calls": calls,
    })
}
