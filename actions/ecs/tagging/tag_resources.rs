//! `TagResources` sets tags of resources.

use serde_json::Value;

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader, Wording,
    ecs::{
        calls,
        faults::{
            self,
            tags::{MANY_TAGS, NO_IDS, NO_RESOURCE, NO_RESOURCE_TYPE, NO_TAGS, NO_TYPE},
        },
        given::{Given, Parameter, TAG_READER, list, need, tags, text},
        policy_resources, tagged,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), text("ResourceType"), list("ResourceId", 50), tags("Tag")];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 404,
    code: "MissingParameter.RegionId",
    message: "The parameter - RegionId should not be null.",
};

pub(in crate::ecs) struct TagResources(Given);

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Sets tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::TAGGED);
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] =
        &[NO_TYPE, NO_RESOURCE, NO_TAGS, NO_IDS, NO_RESOURCE_TYPE, MANY_TAGS, NO_REGION_ID];
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
