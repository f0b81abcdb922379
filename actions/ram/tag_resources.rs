//! `TagResources` adds tags to roles or custom policies: to all named ones or to none.
//!
//! A tag with an existing key replaces its value.
//!
//! Assumed: the code for too many tags.

use serde::Serialize;

use super::{
    policy_faults::{NO_POLICY, NO_ROLE, TOO_MANY_TAGS},
    tables::tags::Tag,
    tag_holder,
    tags::{self, RESOURCE_TYPE},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(super) struct TagResources {
    entity: String,
    names: Vec<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Adds tags to roles or policies.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tags::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tags::RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(tags::TAGS);
    const FAULTS: &'static [Fault] = &[NO_ROLE, NO_POLICY, TOO_MANY_TAGS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let entity = p.required(RESOURCE_TYPE)?;
        let names = tags::read_names(p)?;
        let names = p.require("ResourceNames", names)?;
        let tags = tags::read(p)?;
        let tags = p.require("Tag", Some(tags).filter(|tags| !tags.is_empty()))?;
        Ok(Self { entity, names, tags })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for name in &self.names {
            let holder = tag_holder::find(cx, &self.entity, name)?;
            tags::add(cx, holder, &self.tags)?;
        }
        Ok(Response {})
    }
}
