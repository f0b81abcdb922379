//! `ModifyImageSharePermission` shares an image with accounts, or no longer.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::images::{NO_ACCOUNT, NO_IMAGE, OWN_ACCOUNT},
        given::{Given, Parameter, flag, list, need, text},
        lists,
        tables::{resources::IMAGE, shares},
    },
    shared::accounts,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("ImageId"),
    list("AddAccount", 10),
    list("RemoveAccount", 10),
    flag("IsPublic"),
    text("LaunchPermission"),
    flag("DryRun"),
];

pub(in crate::ecs) struct ModifyImageSharePermission(Given);

impl Action for ModifyImageSharePermission {
    const NAME: &'static str = "ModifyImageSharePermission";
    const DOC: &'static str = "Shares an image with accounts, or no longer.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE, NO_ACCOUNT, OWN_ACCOUNT];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let found = lists::own(cx, &IMAGE, it, it.text("ImageId"), NO_IMAGE)?;
    for id in it.list("AddAccount").unwrap_or_default() {
        if id == account {
            return Err(OWN_ACCOUNT.into());
        }
        if accounts::account(cx.tx, &id)?.is_none() {
            return Err(NO_ACCOUNT.with(&id));
        }
        shares::add(cx.tx, (&account, &found.region, &found.id), &id, now)?;
    }
    for id in it.list("RemoveAccount").unwrap_or_default() {
        shares::delete(cx.tx, &found.id, Some(&id))?;
    }
    Ok(calls::nothing())
}
