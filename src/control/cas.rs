//! `/_localyun/cas/resources`: the cloud resources that certificates are deployed onto.

use std::sync::Arc;

use actions::{
    Authority, Caller, Cx, Principal,
    cas::{
        orders::applications,
        resources::inventory::{self, Refused},
    },
};
use serde_json::{Value, json};

use crate::{
    control::{Outcome, Problem, query::Query, routes::Call},
    world::{World, transaction::Transaction},
};

/// How many resources are listed unless a call asks for more.
const LISTED: i64 = 1000;

/// Answers a call about cloud resources; `id` ends the path of one that is about one of them.
pub(super) async fn call(
    world: &Arc<World>,
    call: Call,
    id: &str,
    query: &Query,
    body: &[u8],
) -> Outcome {
    match call {
        Call::AddResources => {
            let (owner, body) = (Whose::of(world, query)?, json(body)?);
            let ids = write(world, owner, move |cx| inventory::add(cx, body.clone())).await?;
            Ok(json!({ "ids": ids }))
        }
        Call::ChangeResource => {
            let (id, body) = (number(id)?, json(body)?);
            write(world, Whose::Resource(id), move |cx| inventory::change(cx, id, body.clone()))
                .await
        }
        Call::RemoveResource => {
            let id = number(id)?;
            write(world, Whose::Resource(id), move |cx| inventory::remove(cx, id)).await?;
            Ok(json!({ "deleted": id }))
        }
        _ => list(world, query),
    }
}

pub(super) fn number(id: &str) -> Result<i64, Problem> {
    id.parse().map_err(|_| Problem::new(404, format!("`{id}` is no id")))
}

/// All resources, or those of `?account=ID`, at most `?limit=N` of them.
fn list(world: &World, query: &Query) -> Outcome {
    let most = match query.get("limit") {
        None => LISTED,
        Some(n) => n
            .parse()
            .ok()
            .filter(|n| (1..=1_000_000).contains(n))
            .ok_or_else(|| Problem::new(400, "limit is a number from 1 to 1000000"))?,
    };
    let found = world.database.read(|tx| inventory::list(tx, query.get("account"), most));
    Ok(json!({ "resources": found.map_err(problem)? }))
}

/// Whose things a call is about.
#[derive(Clone)]
pub(super) enum Whose {
    Account {
        id: String,
        site: String,
    },
    /// Of whoever has this one.
    Resource(i64),
    /// Of whoever has this one.
    Order(i64),
    /// Of whoever has this one.
    Instance(String),
}

impl Whose {
    /// `?account=ID&site=REGION`: the first account, at the site of the mainland, if it does not say.
    pub(super) fn of(world: &World, query: &Query) -> Result<Self, Problem> {
        let first = || world.keys.fallback().map(|caller| caller.account.clone());
        let id = query
            .get("account")
            .map(str::to_owned)
            .or_else(first)
            .filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
            .ok_or_else(|| Problem::new(400, "say whose it is: ?account=ID"))?;
        let site = query.get("site").unwrap_or("cn-hangzhou").to_owned();
        Ok(Self::Account { id, site })
    }
}

/// Changes what the account has.
pub(super) async fn write<T: Send + 'static>(
    world: &Arc<World>,
    whose: Whose,
    work: impl Fn(&mut Cx<'_>) -> Result<T, Refused> + Clone + Send + 'static,
) -> Result<T, Problem> {
    let done = move |transaction: &mut Transaction<'_>| {
        let (account, site) = match &whose {
            Whose::Account { id, site } => (id.clone(), site.clone()),
            Whose::Resource(id) => inventory::owner(transaction.tx, *id)?,
            Whose::Order(id) => applications::owner_of_order(transaction.tx, *id)?,
            Whose::Instance(id) => applications::owner_of_instance(transaction.tx, id)?,
        };
        let caller = Caller { account, principal: Principal::Root, access_key: String::new() };
        let now = transaction.world.clock.now();
        let on_behalf = (&caller, &*site);
        let mut cx = transaction.context(&actions::cas::CAS, on_behalf, now, Authority::CLOUD);
        work(&mut cx)
    };
    world.write(true, done).await.map_err(problem)
}

pub(super) fn json(body: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(body)
        .map_err(|e| Problem::new(400, format!("the body is not JSON: {e}")))
}

fn problem(why: Refused) -> Problem {
    match why {
        Refused::NotFound(text) => Problem::new(404, text),
        Refused::Wrong(text) => Problem::new(400, text),
        Refused::Failed(e) if e.status == 503 => Problem::new(503, e.message),
        Refused::Failed(e) => Problem::internal(&e),
    }
}
