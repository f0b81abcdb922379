//! `TagDcdnResources` sets tags of domains.

use crate::cdn::{
    faults::{NO_RESOURCE, RESOURCE_ID, TAG_KEY, TAG_KEY_TWICE, TAG_VALUE, TOO_MANY_TAGS},
    lists::Done,
    service::Service,
    tags::{
        tag_rules::{SetTag, TAGS},
        tag_sets::{self, RESOURCE_TYPE},
    },
};
use crate::dcdn::resources::OF_TAGS;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::dcdn) struct TagDcdnResources {
    ids: Vec<String>,
    tags: Vec<SetTag>,
}

impl Action for TagDcdnResources {
    const NAME: &'static str = "TagDcdnResources";
    const DOC: &'static str = "Sets tags of domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:dcdn:*:{account}:domain/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_TAGS);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] =
        &[NO_RESOURCE, RESOURCE_ID, TAG_KEY, TAG_KEY_TWICE, TAG_VALUE, TOO_MANY_TAGS];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        let ids = tag_sets::ids(p)?;
        let ids = p.require("ResourceId", ids)?;
        let tags = TAGS(p)?;
        Ok(Self { ids, tags: p.require("Tag", Some(tags).filter(|it| !it.is_empty()))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        tag_sets::set(cx, Service::Dcdn, &self.ids, &self.tags)?;
        Ok(Done {})
    }
}
