//! `TagResources` sets tags of resources.

use crate::vpc::{
    faults::{
        BAD_TAG_KEY, BAD_TAG_VALUE, BAD_TAGGED_TYPE, ID_TWICE, MANY_IDS, MANY_TAGS,
        MANY_TAGS_IN_CALL, NO_TAGGED, TAG_TWICE,
    },
    lists::{Done, REGION},
    tags::{
        tag_sets::{self, SetTag, TAGS},
        tagged::{self, RESOURCES_OF, TYPE},
    },
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::vpc) struct TagResources {
    region: String,
    kind: String,
    ids: Vec<String>,
    tags: Vec<SetTag>,
}

fn required_ids(p: &mut Params<'_>) -> Result<Vec<String>> {
    let found = tagged::ids(p)?;
    p.require("ResourceId", found)
}

fn required_tags(p: &mut Params<'_>) -> Result<Vec<SetTag>> {
    let found = TAGS(p)?;
    p.require("Tag", Some(found).filter(|it| !it.is_empty()))
}

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Sets tags of resources.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:*/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[
        BAD_TAGGED_TYPE,
        MANY_IDS,
        ID_TWICE,
        NO_TAGGED,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        TAG_TWICE,
        MANY_TAGS_IN_CALL,
        MANY_TAGS,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            kind: p.required(TYPE)?,
            ids: required_ids(p)?,
            tags: required_tags(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let kind = tagged::kind(&self.kind)?;
        tagged::check(cx, (kind, &self.ids), &self.region)?;
        let tags = tag_sets::of_new(&self.tags)?;
        for id in &self.ids {
            tag_sets::put_all(cx, (&self.region, kind), id, &tags)?;
        }
        Ok(Done {})
    }
}
