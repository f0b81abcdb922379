//! `/_localyun/due`: the work that waits for its time.

use actions::{
    PRODUCTS,
    core::control::{ControlRequest, Operation, Type},
    ports::{
        due::{self, About, QueuedWork},
        store::{StoreError, Tx},
    },
};
use serde_json::{Value, json};

use crate::{
    control::{Outcome, clock, route::ServerRoute, selection},
    world::World,
};

/// How many pieces are listed at most.
const MOST_LISTED: i64 = 1000;

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::get("due", "Lists the work that waits for its time, soonest first.")
        .query(&[
            ("product", "only that of this product, by its code or as it is listed"),
            ("limit", "only the first pieces, at most this many, 1 to 1000; 100 unless given"),
        ])
        .types(&[("limit", Type::Integer(1, MOST_LISTED))]),
    |_, world, request| Box::pin(async { list(world, request) }),
)];

fn list(world: &World, request: &ControlRequest) -> Outcome {
    let most = request.limit(100, MOST_LISTED)?;
    let product = request.query_value("product").map(selection::product).transpose()?;
    let product = product.map_or("", |it| it.id);
    let read = |tx: &mut dyn Tx| due::waiting(tx, product, most);
    let (waiting, work) = world.database.read::<_, StoreError>(read)?;
    let now = world.clock.now();
    let work: Vec<Value> = work.into_iter().map(|it| shown(it, now)).collect();
    Ok(json!({ "now": clock::shown(now), "waiting": waiting, "work": work }))
}

fn shown(it: QueuedWork, now: i64) -> Value {
    let product = PRODUCTS.iter().find(|product| product.id == it.product);
    let declared = product.and_then(|product| product.due.iter().find(|due| due.kind == it.kind));
    // The subject of what nobody declares is not shown, since it may be secret.
    let about =
        declared.map_or_else(|| About::new(&*it.kind, &*it.kind), |due| (due.about)(&it.subject));
    json!({
        "at": clock::shown(it.at), "product": it.product, "kind": it.kind,
        "account": Some(it.account).filter(|account| !account.is_empty()),
        "about": about.en, "title": { "en": about.en, "zh": about.zh }, "overdue": it.at <= now,
    })
}
