//! `RemoveTags` takes tags from application groups: those of the keys and, where the call gives them, the
//! values. It answers the keys.

use serde::Serialize;

use super::tagged_groups;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Tag, TagReader, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
};

pub(in crate::cms) struct RemoveTags {
    groups: Vec<i64>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    tag: Removed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Removed {
    tags: Vec<String>,
}

impl Action for RemoveTags {
    const NAME: &'static str = "RemoveTags";
    const DOC: &'static str = "Removes tags from application groups.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const TAGS: Option<TagReader> = Some(tagged_groups::read_tags);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { groups: tagged_groups::read_ids(p)?, tags: tagged_groups::read_tags(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for mut group in tagged_groups::find(cx, &self.groups)? {
            group.tags.retain(|(key, value)| {
                !self
                    .tags
                    .iter()
                    .any(|(gone, of)| gone == key && of.as_ref().is_none_or(|of| of == value))
            });
            monitor_groups::put(cx.tx, &cx.caller.account, &mut group)?;
        }
        Ok(Response { tag: Removed { tags: self.tags.into_iter().map(|(key, _)| key).collect() } })
    }
}
