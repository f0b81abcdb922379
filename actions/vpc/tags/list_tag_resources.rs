//! `ListTagResources` lists tags of resources.

use serde::Serialize;

use crate::vpc::{
    faults::{BAD_TAGGED_TYPE, NO_TAG_OR_ID},
    lists::{Listed, REGION, skipped, token},
    tags::{
        tag_sets::{self, SetTag, TAGS},
        tagged::{self, RESOURCES_OF, TYPE},
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Spec, TagReader, int, text,
};

pub(in crate::vpc) struct ListTagResources {
    region: String,
    kind: String,
    ids: Vec<String>,
    wanted: Vec<SetTag>,
    size: i64,
    next: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    next_token: String,
    tag_resources: Listed<Shown>,
}

const NEXT: Spec<String> = text("NextToken")
    .form("token", |it| skipped(it).is_some())
    .doc("Where the last answer said that the next begins.");

/// How many tags an answer has: 50 unless given, and at most.
fn size(p: &mut Params<'_>) -> Result<i64> {
    let size = p.default(int("MaxResults").range(1, 50).doc("How many at most."), 50)?;
    Ok(p.page_size(size))
}

/// A tag of a resource.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Shown {
    resource_type: &'static str,
    resource_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Lists tags of resources.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:*/{ResourceId.N}"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_TAGGED_TYPE, NO_TAG_OR_ID];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            kind: p.required(TYPE)?,
            ids: tagged::ids(p)?.unwrap_or_default(),
            wanted: TAGS(p)?,
            size: size(p)?,
            next: p.optional(NEXT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let kind = tagged::kind(&self.kind)?;
        if self.ids.is_empty() && self.wanted.is_empty() {
            return Err(NO_TAG_OR_ID.into());
        }
        let mut rows = Vec::new();
        for (id, tags) in tag_sets::by_resource(cx, &self.region, kind)? {
            let is_named = self.ids.is_empty() || self.ids.contains(&id);
            if !is_named || !self.wanted.iter().all(|it| tag_sets::has(&tags, it)) {
                continue;
            }
            rows.extend(tags.into_iter().map(|it| Shown {
                resource_type: kind,
                resource_id: it.resource,
                tag_key: it.key,
                tag_value: it.value,
            }));
        }
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let skip = self.next.as_deref().and_then(skipped).unwrap_or(0);
        let next_token = token(skip.saturating_add(size), rows.len());
        let shown = rows.into_iter().skip(skip).take(size).collect();
        Ok(Response { next_token, tag_resources: Listed("TagResource", shown) })
    }
}
