//! `/_localyun/cas/orders`, `…/instances` and their like: what certificates are applied for with,
//! and the authority that decides.

use std::sync::Arc;

use actions::cas::orders::applications;

use crate::{
    control::{
        Outcome,
        cas::{Whose, json, number, write},
        query::Query,
        routes::Call,
    },
    world::World,
};

/// Answers a call about orders, instances and the authority; `id` ends the path of one that is
/// about one of them.
pub(super) async fn call(
    world: &Arc<World>,
    call: Call,
    id: &str,
    query: &Query,
    body: &[u8],
) -> Outcome {
    let whose = || Whose::of(world, query);
    match call {
        Call::Orders => write(world, whose()?, applications::list_orders).await,
        Call::Instances => write(world, whose()?, applications::list_instances).await,
        Call::BuyInstances => {
            let (owner, body) = (whose()?, json(body)?);
            write(world, owner, move |cx| applications::buy_instances(cx, body.clone())).await
        }
        Call::BuyQuota => {
            let (owner, body) = (whose()?, json(body)?);
            write(world, owner, move |cx| applications::buy_quota(cx, body.clone())).await
        }
        Call::Validation => {
            let (owner, body) = (whose()?, json(body)?);
            write(world, owner, move |cx| applications::deal(cx, body.clone())).await
        }
        Call::SettleOrder => {
            let (id, body) = (number(id)?, json(body)?);
            write(world, Whose::Order(id), move |cx| {
                applications::settle_order(cx, id, body.clone())
            })
            .await
        }
        Call::SettleInstance => {
            let (owner, id, body) = (Whose::Instance(id.to_owned()), id.to_owned(), json(body)?);
            write(world, owner, move |cx| applications::settle_instance(cx, &id, body.clone()))
                .await
        }
        _ => write(world, whose()?, applications::trust).await,
    }
}
