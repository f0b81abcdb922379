//! `UntagResources` removes tags of resources.

use serde_json::Value;

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Wording,
    ecs::{
        calls,
        faults::{
            self,
            tags::{ALL_AND_KEYS, NO_IDS, NO_RESOURCE, NO_RESOURCE_TYPE, NO_TYPE},
        },
        given::{Given, Parameter, flag, list, need, text},
        policy_resources,
        tables::tags,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ResourceType"),
    list("ResourceId", 50),
    list("TagKey", 20),
    flag("All"),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 404,
    code: "MissingParameter.RegionId",
    message: "The parameter - RegionId should not be null",
};

pub(in crate::ecs) struct UntagResources(Given);

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::TAGGED);
    const FAULTS: &'static [Fault] = &[NO_TYPE, NO_RESOURCE, NO_IDS, ALL_AND_KEYS, NO_REGION_ID];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
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
    let kind = it.opt("ResourceType").ok_or(NO_RESOURCE_TYPE)?;
    let ids = it.list("ResourceId").ok_or(NO_IDS)?;
    let keys = it.list("TagKey").unwrap_or_default();
    if it.flag("All") && !keys.is_empty() {
        return Err(ALL_AND_KEYS.into());
    }
    let kind = tag_targets::kind(kind, NO_TYPE)?.ok_or(NO_RESOURCE)?;
    for id in ids {
        let found = tag_targets::one(cx, kind, &region, &id)?.ok_or(NO_RESOURCE)?;
        for key in &keys {
            tags::delete(cx.tx, &account, (kind.name, &found.id), Some(key))?;
        }
        if it.flag("All") {
            tags::delete(cx.tx, &account, (kind.name, &found.id), None)?;
        }
    }
    Ok(calls::nothing())
}
