//! `TagResources` sets tags of resources.

use serde_json::Value;

use super::tag_targets;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::TagReader;
use crate::ecs::calls;
use crate::ecs::faults::tags::MANY_TAGS;
use crate::ecs::faults::tags::NO_IDS;
use crate::ecs::faults::tags::NO_RESOURCE;
use crate::ecs::faults::tags::NO_RESOURCE_TYPE;
use crate::ecs::faults::tags::NO_TAGS;
use crate::ecs::faults::tags::NO_TYPE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::TAG_READER;
use crate::ecs::given::list;
use crate::ecs::given::need;
use crate::ecs::given::tags;
use crate::ecs::given::text;
use crate::ecs::tagged;

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), text("ResourceType"), list("ResourceId", 50), tags("Tag")];

pub(in crate::ecs) struct TagResources(Given);

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Sets tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId.N}"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] =
        &[NO_TYPE, NO_RESOURCE, NO_TAGS, NO_IDS, NO_RESOURCE_TYPE, MANY_TAGS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let region = calls::region(cx, it);
    let kind = it.opt("ResourceType").ok_or(NO_RESOURCE_TYPE)?;
    let ids = it.list("ResourceId").ok_or(NO_IDS)?;
    let all = it.tags("Tag");
    if all.is_empty() {
        return Err(NO_TAGS.into());
    }
    let kind = tag_targets::kind(kind, NO_TYPE)?.ok_or(NO_RESOURCE)?;
    for id in ids {
        let found = tag_targets::one(cx, kind, &region, &id)?.ok_or(NO_RESOURCE)?;
        tagged::put(cx, kind, (&region, &found.id), &all)?;
    }
    Ok(calls::nothing())
}
