//! `TagResource` tags a key or a secret.

use super::tag_targets::{self, Named};
use crate::kms::{
    empty::Empty,
    faults::{
        BAD_PARAMETER, BAD_TAG_KEY, BAD_TAG_VALUE, IN_WINDOW, LIMIT, MISSING, NO_ALIAS_HERE,
        NO_KEY, NO_RESOURCE, PENDING_DELETION, SAME_TAG,
    },
    tables::tags::Tag,
    tag_lists,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct TagResource {
    named: Named,
    tags: Vec<Tag>,
}

impl Action for TagResource {
    const NAME: &'static str = "TagResource";
    const DOC: &'static str = "Tags a key or a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_targets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_targets::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_KEY,
        NO_ALIAS_HERE,
        NO_RESOURCE,
        PENDING_DELETION,
        IN_WINDOW,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        SAME_TAG,
        LIMIT,
    ];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let named = Named::read(p)?;
        Ok(Self { named, tags: tag_lists::json(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        if self.tags.is_empty() {
            return Err(MISSING.with("Tags"));
        }
        tag_lists::check(&self.tags)?;
        let (kind, id) = self.named.find(cx)?;
        tag_targets::put(cx, (kind, &id), &self.tags)?;
        Ok(Empty {})
    }
}
