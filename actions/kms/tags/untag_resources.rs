//! `UntagResources` removes tags of keys, secrets or instances; keys that none has are no error.

use super::tag_targets::{self, Many};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    flag,
    kms::{
        empty::Empty,
        faults::{BAD_PARAMETER, IN_WINDOW, MISSING, NO_TAG_TARGET, PENDING_DELETION},
        place::Place,
        tables::tags,
    },
    text,
};

pub(in crate::kms) struct UntagResources {
    many: Many,
    keys: Vec<String>,
    all: bool,
}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_targets::MANY;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_targets::MANY_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, MISSING, NO_TAG_TARGET, PENDING_DELETION, IN_WINDOW];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let many = Many::read(p)?;
        let keys = p.list(text("TagKey").doc("The key of a tag."), 20)?;
        let all =
            p.default(flag("All").doc("Whether all are removed, where no key is given."), false)?;
        Ok(Self { many, keys: keys.unwrap_or_default(), all })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        if self.many.ids.is_empty() {
            return Err(MISSING.with("ResourceId"));
        }
        if self.keys.is_empty() && !self.all {
            return Err(MISSING.with("TagKey"));
        }
        let place = Place::of(cx);
        self.many.find(cx, true)?;
        for id in &self.many.ids {
            let target = (self.many.kind.as_str(), id.as_str());
            for key in &self.keys {
                tags::delete(cx.tx, place, target, Some(key))?;
            }
            if self.keys.is_empty() {
                tags::delete(cx.tx, place, target, None)?;
            }
        }
        Ok(Empty {})
    }
}
