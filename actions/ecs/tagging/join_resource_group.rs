//! `JoinResourceGroup` moves a resource to a resource group.

use serde_json::Value;

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            calls::missing,
            tags::{NO_GROUPED, NO_RESOURCE_GROUP, NO_TYPE},
        },
        given::{Given, Parameter, text},
        tables::resources,
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[text("RegionId"), text("ResourceGroupId"), text("ResourceType"), text("ResourceId")];

pub(in crate::ecs) struct JoinResourceGroup(Given);

impl Action for JoinResourceGroup {
    const NAME: &'static str = "JoinResourceGroup";
    const DOC: &'static str = "Moves a resource to a resource group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId}"];
    const FAULTS: &'static [Fault] = &[NO_RESOURCE_GROUP, NO_GROUPED, NO_TYPE];
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
    let kind = it.opt("ResourceType").ok_or_else(|| missing("ResourceType"))?;
    let id = it.opt("ResourceId").ok_or_else(|| missing("ResourceId"))?;
    let kind = tag_targets::kind(kind, NO_TYPE)?.ok_or(NO_GROUPED)?;
    let mut found = tag_targets::one(cx, kind, &region, id)?.ok_or(NO_GROUPED)?;
    found.group = tagged::group(cx, it)?;
    resources::put(cx.tx, kind, &account, &found)?;
    Ok(calls::nothing())
}
