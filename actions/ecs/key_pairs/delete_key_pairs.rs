//! `DeleteKeyPairs` deletes key pairs; names of none are ignored.

use serde_json::Value;

use super::ssh_keys;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::keys::{BAD_NAMES, IN_USE},
        given::{Given, Parameter, need},
        lists,
        tables::resources::{self, KEY_PAIR},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("KeyPairNames")];

pub(in crate::ecs) struct DeleteKeyPairs(Given);

impl Action for DeleteKeyPairs {
    const NAME: &'static str = "DeleteKeyPairs";
    const DOC: &'static str = "Deletes key pairs; names of none are ignored.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:keypair/*"];
    const FAULTS: &'static [Fault] = &[IN_USE, BAD_NAMES];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let names = lists::json_list(it, "KeyPairNames").map_err(|_| BAD_NAMES)?;
    for name in names.unwrap_or_default() {
        let Some(found) = ssh_keys::named(cx, &region, &name)? else { continue };
        if ssh_keys::is_used(cx, &region, &name)? {
            return Err(IN_USE.into());
        }
        tagged::forget(cx, &KEY_PAIR, &found.id)?;
        resources::delete(cx.tx, &KEY_PAIR, &account, &found)?;
    }
    Ok(calls::nothing())
}
