//! `DescribeDcdnTagResources` lists the tags of domains.

use crate::cdn::{
    faults::{NO_RESOURCE, RESOURCE_ID},
    service::Service,
    tags::{
        tag_rules::{SetTag, TAGS},
        tag_sets::{self, RESOURCE_TYPE, TaggedList},
    },
};
use crate::dcdn::resources::OF_TAGS;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::dcdn) struct DescribeDcdnTagResources {
    ids: Vec<String>,
    wanted: Vec<SetTag>,
}

impl Action for DescribeDcdnTagResources {
    const NAME: &'static str = "DescribeDcdnTagResources";
    const DOC: &'static str = "Queries the tags of domains, by domain.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:dcdn:*:{account}:domain/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_TAGS);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE, RESOURCE_ID];
    type Response = TaggedList;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        let ids = tag_sets::ids(p)?;
        Ok(Self { ids: p.require("ResourceId", ids)?, wanted: TAGS(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<TaggedList> {
        tag_sets::of_domains(cx, Service::Dcdn, &self.ids, &self.wanted)
    }
}
