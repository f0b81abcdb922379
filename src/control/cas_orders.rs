//! `/_localyun/cas/orders`, `…/instances` and their like: what certificates are applied for with,
//! and the authority that decides.

use std::sync::Arc;

use actions::cas::applications;
use hyper::Method;

use crate::{
    control::{
        Outcome, Problem,
        cas::{Whose, json, write},
    },
    world::World,
};

/// What is dealt with here, as the path names it.
pub(super) const KINDS: [&str; 5] = ["orders", "instances", "packages", "validation", "authority"];

/// Answers a call; `path` is what follows `/_localyun/cas/`.
pub(super) async fn call(
    world: &Arc<World>,
    method: &Method,
    path: (&str, &str),
    query: &str,
    body: &[u8],
) -> Outcome {
    match (method.as_str(), path) {
        ("GET", ("orders", "")) => {
            write(world, Whose::of(world, query)?, applications::list_orders).await
        }
        ("GET", ("instances", "")) => {
            write(world, Whose::of(world, query)?, applications::list_instances).await
        }
        ("GET", ("authority", "")) => {
            write(world, Whose::of(world, query)?, applications::trust).await
        }
        ("POST", ("instances", "")) => {
            let (owner, body) = (Whose::of(world, query)?, json(body)?);
            write(world, owner, move |cx| applications::buy_instances(cx, body.clone())).await
        }
        ("POST", ("packages", "")) => {
            let (owner, body) = (Whose::of(world, query)?, json(body)?);
            write(world, owner, move |cx| applications::buy_quota(cx, body.clone())).await
        }
        ("POST", ("validation", "")) => {
            let (owner, body) = (Whose::of(world, query)?, json(body)?);
            write(world, owner, move |cx| applications::deal(cx, body.clone())).await
        }
        ("POST", ("orders", id)) if !id.is_empty() => {
            let id = id.parse().map_err(|_| Problem::new(404, format!("`{id}` is no id")))?;
            let body = json(body)?;
            let owner = Whose::Order(id);
            write(world, owner, move |cx| applications::settle_order(cx, id, body.clone())).await
        }
        ("POST", ("instances", id)) => {
            let (owner, id, body) = (Whose::Instance(id.to_owned()), id.to_owned(), json(body)?);
            write(world, owner, move |cx| applications::settle_instance(cx, &id, body.clone()))
                .await
        }
        _ => Err(Problem::new(
            405,
            "GET cas/orders, cas/instances or cas/authority; POST cas/orders/ID, cas/instances, \
             cas/instances/ID, cas/packages or cas/validation; docs/CONTROL.md shows how",
        )),
    }
}
