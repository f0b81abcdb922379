//! `ListTagResources` lists tags: of the domains that it names, or of those with all the given tags.

use serde::Serialize;

use crate::cdn::{
    faults::{NO_RESOURCE, NO_TAG_OR_ID, RESOURCE_ID},
    service::Service,
    tags::{
        tag_rules::{SetTag, TAGS},
        tag_sets::{self, ListedTag, RESOURCE_TYPE, RESOURCES_OF},
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader, request::page::Page,
};

pub(in crate::cdn) struct ListTagResources {
    ids: Vec<String>,
    wanted: Vec<SetTag>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    tag_resources: Rows,
    next_token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Rows {
    tag_resource: Vec<ListedTag>,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of domains.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:cdn:*:{account}:domain/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[NO_TAG_OR_ID, NO_RESOURCE, RESOURCE_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.required(RESOURCE_TYPE)?;
        Ok(Self {
            ids: tag_sets::ids(p)?.unwrap_or_default(),
            wanted: TAGS(p)?,
            page: tag_sets::page(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (tag_resource, next) =
            tag_sets::list(cx, Service::Cdn, &self.ids, (&self.wanted, self.page))?;
        Ok(Response {
            tag_resources: Rows { tag_resource },
            next_token: next.map(|it| it.to_string()).unwrap_or_default(),
        })
    }
}
