//! `RemoveTags` removes tags of a resource: those of these keys, or all.

use serde_json::Value;

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::{
            calls::missing,
            tags::{NO_TAGGED, NO_TYPE},
        },
        given::{Given, Parameter, TAG_READER, need, tags, text},
        tables::tags,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), text("ResourceType"), text("ResourceId"), tags("Tag")];

pub(in crate::ecs) struct RemoveTags(Given);

impl Action for RemoveTags {
    const NAME: &'static str = "RemoveTags";
    const DOC: &'static str = "Removes tags of a resource: those of these keys, or all.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId}"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_TYPE, NO_TAGGED];
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
    let kind = tag_targets::kind(kind, NO_TYPE)?.ok_or(NO_TAGGED)?;
    let found = tag_targets::one(cx, kind, &region, id)?.ok_or(NO_TAGGED)?;
    let gone = it.tags("Tag");
    for (key, _) in &gone {
        tags::delete(cx.tx, &account, (kind.name, &found.id), Some(key))?;
    }
    if gone.is_empty() {
        tags::delete(cx.tx, &account, (kind.name, &found.id), None)?;
    }
    Ok(calls::nothing())
}
