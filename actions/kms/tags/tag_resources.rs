//! `TagResources` tags keys, secrets or instances.

use super::tag_targets::{self, Many};
use crate::kms::{
    empty::Empty,
    faults::{
        BAD_PARAMETER, BAD_TAG_KEY, BAD_TAG_VALUE, IN_WINDOW, LIMIT, MISSING, NO_TAG_TARGET,
        PENDING_DELETION, SAME_TAG,
    },
    tables::tags::Tag,
    tag_lists,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::kms) struct TagResources {
    many: Many,
    tags: Vec<Tag>,
}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Tags resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_targets::MANY;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_targets::MANY_OF);
    const TAGS: Option<TagReader> = Some(tag_lists::NUMBERED);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        MISSING,
        NO_TAG_TARGET,
        PENDING_DELETION,
        IN_WINDOW,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG,
        LIMIT,
    ];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let many = Many::read(p)?;
        Ok(Self { many, tags: tag_lists::numbered(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        if self.many.ids.is_empty() {
            return Err(MISSING.with("ResourceId"));
        }
        if self.tags.is_empty() {
            return Err(MISSING.with("Tag"));
        }
        tag_lists::check(&self.tags)?;
        self.many.find(cx, true)?;
        for id in &self.many.ids {
            tag_targets::put(cx, (&self.many.kind, id), &self.tags)?;
        }
        Ok(Empty {})
    }
}
