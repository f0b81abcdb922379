//! `UntagResources` removes tags of domains: those of these keys, or all.

use crate::cdn::{
    faults::{BAD_TAG_KEY, NO_RESOURCE, RESOURCE_ID},
    lists::Done,
    service::Service,
    tags::tag_sets::{self, RESOURCE_TYPE, RESOURCES_OF},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, flag, text};

pub(in crate::cdn) struct UntagResources {
    ids: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags of domains.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:cdn:*:{account}:domain/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_RESOURCE, RESOURCE_ID, BAD_TAG_KEY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        let ids = tag_sets::ids(p)?;
        Ok(Self {
            ids: p.require("ResourceId", ids)?,
            keys: p.list(text("TagKey").doc("The keys of the tags."), 20)?.unwrap_or_default(),
            all: p.default(flag("All").doc("Whether all go, where no key is given."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        tag_sets::remove(cx, Service::Cdn, &self.ids, (&self.keys, self.all))?;
        Ok(Done {})
    }
}
