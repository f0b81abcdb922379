//! `UntagResource` removes tags of a key or a secret.

use super::tag_targets::{self, Named};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        empty::Empty,
        faults::{
            BAD_PARAMETER, IN_WINDOW, NO_ALIAS_HERE, NO_KEY, NO_RESOURCE, PENDING_DELETION, bad,
        },
        place::Place,
        tables::tags,
    },
    text,
};

pub(in crate::kms) struct UntagResource {
    named: Named,
    keys: String,
}

impl Action for UntagResource {
    const NAME: &'static str = "UntagResource";
    const DOC: &'static str = "Removes tags of a key or a secret.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_targets::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_targets::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_PARAMETER, NO_KEY, NO_ALIAS_HERE, NO_RESOURCE, PENDING_DELETION, IN_WINDOW];
    type Response = Empty;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let named = Named::read(p)?;
        let keys = p.required(text("TagKeys").doc("The keys of tags, a list in JSON."))?;
        Ok(Self { named, keys })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Empty> {
        let place = Place::of(cx);
        let keys: Vec<String> = serde_json::from_str(&self.keys).map_err(|_| bad("TagKeys"))?;
        let (kind, id) = self.named.find(cx)?;
        for key in &keys {
            tags::delete(cx.tx, place, (kind, &id), Some(key))?;
        }
        Ok(Empty {})
    }
}
