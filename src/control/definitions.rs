//! `/_localyun/actions`: what can be called, from the definitions that serve the calls.

use std::collections::BTreeSet;

use actions::{
    Entry, PRODUCTS, Product,
    core::control::{ControlAccess, ControlRequest, Operation},
};
use serde_json::{Value, json};

use crate::{
    control::{Outcome, Problem, route::ServerRoute},
    coverage, names,
    spelling::closest,
    wire::shortened::shortened,
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("actions", "Lists the actions that are emulated, by product.")
            .access(ControlAccess::Nothing)
            .of_server()
            .query(&[
                ("product", "only those of this product, by its id or its code"),
                ("search", "only those whose name or description has each of these words, in any case"),
            ]),
        |_, _, request| Box::pin(async { list(request) }),
    ),
    ServerRoute::new(
        Operation::get(
            "actions/{product}/{action}",
            "Describes an action: its parameters with their rules, its errors, its name in policies.",
        )
        .access(ControlAccess::Nothing)
        .of_server(),
        |_, _, request| Box::pin(async { describe(request) }),
    ),
];

/// The products of this id or code, in any case.
fn products(name: &str) -> Result<Vec<&'static Product>, Problem> {
    let is_meant =
        |it: &&&Product| it.id.eq_ignore_ascii_case(name) || it.code.eq_ignore_ascii_case(name);
    let found: Vec<_> = PRODUCTS.iter().filter(is_meant).copied().collect();
    if found.is_empty() {
        let ids = || PRODUCTS.iter().filter(|it| !it.actions.is_empty()).map(|it| it.id);
        let text = format!(
            "no product {} is emulated{}; there are {}",
            shortened(name),
            names::did_you_mean(closest(name, ids())),
            ids().collect::<Vec<_>>().join(", ")
        );
        return Err(Problem::new(404, text));
    }
    Ok(found)
}

fn list(request: &ControlRequest) -> Outcome {
    let products = match request.query_value("product") {
        Some(name) => products(name)?,
        None => PRODUCTS.to_vec(),
    };
    let search = request.query_value("search").unwrap_or_default().to_lowercase();
    let words: BTreeSet<&str> = search.split_whitespace().collect();
    let is_meant = |it: &&Entry| {
        let text = format!("{} {}", it.name, it.doc).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let shown = products.into_iter().filter_map(|product| {
        let actions: Vec<Value> = product.actions.iter().filter(is_meant).map(short).collect();
        (!actions.is_empty()).then(|| {
            json!({
                "id": product.id,
                "code": product.code,
                "version": product.version,
                "style": coverage::style(product),
                "actions": actions,
            })
        })
    });
    Ok(json!({ "products": shown.collect::<Vec<_>>() }))
}

fn short(entry: &Entry) -> Value {
    json!({
        "name": entry.name,
        "doc": entry.doc,
        "access": format!("{:?}", entry.access),
        "fidelity": entry.fidelity.name(),
    })
}

fn describe(request: &ControlRequest) -> Outcome {
    let (product, name) = (request.path_value("product"), request.path_value("action"));
    let products = products(product)?;
    let found = products.iter().find_map(|it| Some((*it, it.find(name)?)));
    let (product, entry) = found.ok_or_else(|| {
        let all = products.iter().flat_map(|it| it.actions).map(|it| it.name);
        let near = names::did_you_mean(closest(name, all));
        let text = format!(
            "{} has no action {}{near}: GET /_localyun/actions lists those that there are",
            products.first().map_or(product, |it| it.code),
            shortened(name)
        );
        Problem::new(404, text)
    })?;
    Ok(coverage::described(product, entry))
}
