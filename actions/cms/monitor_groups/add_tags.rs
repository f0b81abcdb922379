//! `AddTags` gives application groups tags. A tag of a key that a group has replaces it.

use serde::Serialize;

use super::tagged_groups;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Tag, TagReader, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::monitor_groups,
    },
};

pub(in crate::cms) struct AddTags {
    groups: Vec<i64>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for AddTags {
    const NAME: &'static str = "AddTags";
    const DOC: &'static str = "Adds tags to application groups.";
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
            for (key, value) in &self.tags {
                let value = value.clone().unwrap_or_default();
                match group.tags.iter_mut().find(|(it, _)| it == key) {
                    Some((_, old)) => *old = value,
                    None => group.tags.push((key.clone(), value)),
                }
            }
            monitor_groups::put(cx.tx, &cx.caller.account, &mut group)?;
        }
        Ok(Response {})
    }
}
