//! `UntagResources` removes tags of domains: those of these keys, or all.

use serde::Serialize;

use super::tag_parameters::{self, RESOURCE_TYPE, RESOURCES, RESOURCES_OF};
use crate::alidns::{hosted::DOMAIN_FAULTS, tables::tags};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, flag, text};

pub(in crate::alidns) struct UntagResources {
    names: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags of domains.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        let names = tag_parameters::names(p)?;
        Ok(Self {
            names: p.require("ResourceId", names)?,
            keys: p.list(text("TagKey").doc("The keys of the tags."), 20)?.unwrap_or_default(),
            all: p.default(flag("All").doc("Whether all go, where no key is given."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        for domain in tag_parameters::find(cx, &self.names)? {
            for key in &self.keys {
                tags::delete(cx.tx, domain.seq, Some(key))?;
            }
            if self.all && self.keys.is_empty() {
                tags::delete(cx.tx, domain.seq, None)?;
            }
        }
        Ok(Response {})
    }
}
