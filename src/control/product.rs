//! Carries out the routes of products.

use std::sync::Arc;

use actions::{
    Authority, Caller, Principal, Product,
    core::control::{
        ControlAccess, ControlError, ControlRequest, Operation, Owner, OwnerSource, Run,
    },
    ports::store::Tx,
};
use serde_json::Value;

use crate::{
    control::Outcome,
    world::{World, transaction::Transaction},
};

/// The site of those who name none.
const SITE: &str = "cn-hangzhou";

/// A route of a product.
#[derive(Clone, Copy)]
pub(super) struct Route {
    pub(super) product: &'static Product,
    pub(super) operation: Operation,
    pub(super) run: Run,
}

/// Carries out a route: reads on this thread, writes on the one for long writes.
pub(super) async fn call(world: &Arc<World>, route: Route, request: ControlRequest) -> Outcome {
    if route.operation.access != ControlAccess::Writes {
        return Ok(world.read(|transaction| run(route, &request, transaction)).await?);
    }
    let request = Arc::new(request);
    let work = move |transaction: &mut Transaction<'_>| run(route, &request, transaction);
    Ok(world.write(true, work).await?)
}

/// Runs a route on behalf of whose things it is about.
fn run(
    route: Route,
    request: &ControlRequest,
    transaction: &mut Transaction<'_>,
) -> Result<Value, ControlError> {
    let world = transaction.world;
    let Owner { account, site } = owner(world, route.operation.owner, request, transaction.tx)?;
    let caller = Caller { account, principal: Principal::Root, access_key: String::new() };
    let on_behalf = (&caller, &*site);
    let now = world.clock.now();
    let mut cx = transaction.context(route.product, on_behalf, now, Authority::CLOUD);
    (route.run)(&mut cx, request)
}

/// Whose things a request is about.
fn owner(
    world: &World,
    whose: OwnerSource,
    request: &ControlRequest,
    tx: &mut dyn Tx,
) -> Result<Owner, ControlError> {
    let (account, site) = (request.query_value("account"), request.query_value("site"));
    if account.is_some_and(|id| !id.bytes().all(|b| b.is_ascii_digit())) {
        return Err(ControlError::Wrong("account must be the id of an account, in digits".into()));
    }
    match whose {
        OwnerSource::None => Ok(Owner { account: String::new(), site: SITE.to_owned() }),
        OwnerSource::Query => {
            let first = || world.keys.fallback().map(|caller| caller.account.clone());
            let account = account.map(str::to_owned).or_else(first);
            let account = account
                .ok_or_else(|| ControlError::Wrong("name the account: ?account=ID".into()))?;
            Ok(Owner { account, site: site.unwrap_or(SITE).to_owned() })
        }
        OwnerSource::Path(find) => {
            let owner = find(tx, request)?;
            let agrees = account.is_none_or(|it| it == owner.account)
                && site.is_none_or(|it| it == owner.site);
            agrees.then_some(()).ok_or_else(|| {
                ControlError::NotFound(format!(
                    "it belongs to the account {} at the site {}: give these, or omit account and \
                     site",
                    owner.account, owner.site
                ))
            })?;
            Ok(owner)
        }
    }
}
