//! `TagResources` adds tags to members or folders: to all that the call names or to none. A tag with a key
//! that a thing has takes the place of that.

use serde::Serialize;

use crate::resourcedirectory::{
    faults::{NO_ACCOUNT, NO_DIRECTORY, NO_FOLDER},
    tables::tags::{self, Tag},
    tags::{
        tag_kinds::{self, Kind},
        tag_rules::{self, LIMIT},
    },
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};

pub(in crate::resourcedirectory) struct TagResources {
    kind: &'static Kind,
    ids: Vec<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

/// The number of tags that a thing has at most is on the vendor's page on the limits of Resource Management. Its code
/// and words are assumed to be those of RAM.
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Tag",
    message: "The count of tags beyond the current limits.",
};

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Adds tags to members or folders.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_kinds::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_kinds::RESOURCES_OF);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, NO_FOLDER, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = tag_kinds::read(p)?;
        let ids = tag_kinds::read_ids(p)?;
        let ids = p.require("ResourceId", ids)?;
        let tags = tag_rules::read(p)?;
        let tags = p.require("Tag", Some(tags).filter(|tags| !tags.is_empty()))?;
        Ok(Self { kind, ids, tags })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = tag_kinds::owner_of(cx, self.kind, &self.ids)?;
        for id in &self.ids {
            let holder = (owner.as_str(), self.kind.name, id.as_str());
            tags::put(cx.tx, holder, &self.tags)?;
            if tags::of(cx.tx, holder)?.len() > LIMIT {
                return Err(TOO_MANY.into());
            }
        }
        Ok(Response {})
    }
}
