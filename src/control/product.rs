//! Carries out the routes of products.

use std::sync::Arc;

use actions::{
    Authority, Caller, Cx, Principal, Product,
    core::control::{ControlAccess, ControlError, ControlRequest, Operation, Owner, Run, Whose},
    ports::{keys::Keys, store::Tx},
};
use serde_json::Value;

use crate::{
    control::Outcome,
    world::{World, identity::Changed},
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
        let done = world.store.read(|tx| run(world, route, &request, tx, Keys::default()));
        return Ok(done?);
    }
    let (inside, request) = (Arc::clone(world), Arc::new(request));
    let work = move |tx: &mut dyn Tx, keys: Keys| {
        let changed = route.product.governs.then(|| Changed(Arc::clone(&inside)));
        run(&inside, route, &request, tx, keys).map(|value| (value, changed))
    };
    let (value, _changed) = world.write(true, work).await?;
    Ok(value)
}

/// The one place that makes the `Cx` of these calls.
fn run(
    world: &World,
    route: Route,
    request: &ControlRequest,
    tx: &mut dyn Tx,
    keys: Keys,
) -> Result<Value, ControlError> {
    let Owner { account, site } = owner(world, route.operation.whose, request, tx)?;
    let caller = Caller { account, principal: Principal::Root, access_key: String::new() };
    let mut cx = Cx {
        product: route.product.id,
        caller: &caller,
        region: &site,
        now: world.clock.now(),
        random: &mut world.random(),
        authority: Authority::CLOUD,
        keeper: world,
        alarm: &world.agenda,
        keys,
        tx,
    };
    (route.run)(&mut cx, request)
}

/// Whose things a request is about.
fn owner(
    world: &World,
    whose: Whose,
    request: &ControlRequest,
    tx: &mut dyn Tx,
) -> Result<Owner, ControlError> {
    let (account, site) = (request.asked("account"), request.asked("site"));
    if account.is_some_and(|id| !id.bytes().all(|b| b.is_ascii_digit())) {
        return Err(ControlError::Wrong("account is the id of an account, in digits".into()));
    }
    match whose {
        Whose::Nobody => Ok(Owner { account: String::new(), site: SITE.to_owned() }),
        Whose::Asked => {
            let first = || world.keys.fallback().map(|caller| caller.account.clone());
            let account = account.map(str::to_owned).or_else(first);
            let account = account
                .ok_or_else(|| ControlError::Wrong("say whose it is: ?account=ID".into()))?;
            Ok(Owner { account, site: site.unwrap_or(SITE).to_owned() })
        }
        Whose::Of(find) => {
            let owner = find(tx, request)?;
            let agrees = account.is_none_or(|it| it == owner.account)
                && site.is_none_or(|it| it == owner.site);
            agrees.then_some(()).ok_or_else(|| {
                ControlError::NotFound(format!(
                    "the account {} has it, at the site {}: ask with these, or leave account and \
                     site away",
                    owner.account, owner.site
                ))
            })?;
            Ok(owner)
        }
    }
}
