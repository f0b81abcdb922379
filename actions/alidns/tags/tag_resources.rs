//! `TagResources` sets tags of domains.

use serde::Serialize;

use super::tag_parameters::{self, RESOURCE_TYPE, RESOURCES, RESOURCES_OF, TAGS};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    tables::tags::{self, Tag},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::alidns) struct TagResources {
    names: Vec<String>,
    tags: Vec<crate::Tag>,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Sets tags of domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        let names = tag_parameters::names(p)?;
        let names = p.require("ResourceId", names)?;
        let tags = TAGS(p)?;
        Ok(Self { names, tags: p.require("Tag", Some(tags).filter(|it| !it.is_empty()))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        for domain in tag_parameters::find(cx, &self.names)? {
            for (key, value) in &self.tags {
                let value = value.clone().unwrap_or_default();
                let it = Tag { domain: domain.seq, key: key.clone(), value };
                tags::put(cx.tx, &account, &it)?;
            }
        }
        Ok(Response {})
    }
}
