//! `UntagResources` removes tags of resources.

use serde_json::Value;

use super::tag_targets;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::tags::ALL_AND_KEYS;
use crate::ecs::faults::tags::NO_IDS;
use crate::ecs::faults::tags::NO_RESOURCE;
use crate::ecs::faults::tags::NO_RESOURCE_TYPE;
use crate::ecs::faults::tags::NO_TYPE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::list;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::tables::tags;

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ResourceType"),
    list("ResourceId", 50),
    list("TagKey", 20),
    flag("All"),
];

pub(in crate::ecs) struct UntagResources(Given);

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId.N}"];
    const FAULTS: &'static [Fault] = &[NO_TYPE, NO_RESOURCE, NO_IDS, ALL_AND_KEYS];
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
