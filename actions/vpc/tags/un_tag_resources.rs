//! `UnTagResources` removes tags of resources.

use crate::vpc::{
    faults::{BAD_TAGGED_TYPE, ID_TWICE, MANY_IDS, NO_TAGGED},
    lists::{Done, REGION},
    tables::tags,
    tags::tagged::{self, RESOURCES_OF, TYPE},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, flag, text};

pub(in crate::vpc) struct UnTagResources {
    region: String,
    kind: String,
    ids: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

fn required_ids(p: &mut Params<'_>) -> Result<Vec<String>> {
    let found = tagged::ids(p)?;
    p.require("ResourceId", found)
}

impl Action for UnTagResources {
    const NAME: &'static str = "UnTagResources";
    const DOC: &'static str = "Removes tags of resources.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:*/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_TAGGED_TYPE, MANY_IDS, ID_TWICE, NO_TAGGED];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            kind: p.required(TYPE)?,
            ids: required_ids(p)?,
            keys: p.list(text("TagKey").doc("The keys of the tags."), 100)?.unwrap_or_default(),
            all: p
                .default(flag("All").doc("Whether all tags go, where no key is given."), false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let kind = tagged::kind(&self.kind)?;
        tagged::check(cx, (kind, &self.ids), &self.region)?;
        for id in &self.ids {
            for key in &self.keys {
                tags::delete(cx.tx, id, Some(key))?;
            }
            if self.keys.is_empty() && self.all {
                tags::delete(cx.tx, id, None)?;
            }
        }
        Ok(Done {})
    }
}
