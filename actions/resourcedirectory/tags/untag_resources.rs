//! `UntagResources` removes tags from members or folders: those of the keys that it names, or all.
//!
//! Assumed: the code of a call without `TagKey` and `All`.

use serde::Serialize;

use crate::resourcedirectory::{
    faults::{NO_ACCOUNT, NO_DIRECTORY, NO_FOLDER},
    tables::tags,
    tags::{
        tag_kinds::{self, Kind},
        tag_rules::LIMIT,
    },
    wording,
};
use crate::{
    Access, Action, Cx, Fault, ParameterError, Params, Problem, ResourceReader, Result, flag, text,
};

pub(in crate::resourcedirectory) struct UntagResources {
    kind: &'static Kind,
    ids: Vec<String>,
    keys: Option<Vec<String>>,
    all: bool,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags from members or folders.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = tag_kinds::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_kinds::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_ACCOUNT, NO_FOLDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = tag_kinds::read(p)?;
        let ids = tag_kinds::read_ids(p)?;
        let ids = p.require("ResourceId", ids)?;
        let key = text("TagKey").doc("The keys of the tags; without effect if All is true.");
        let all = flag("All").doc("Whether to remove all tags.");
        Ok(Self { kind, ids, keys: p.list(key, LIMIT)?, all: p.default(all, false)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.keys.is_none() && !self.all {
            return Err(wording(&ParameterError { name: "TagKey", problem: Problem::Missing }));
        }
        let owner = tag_kinds::owner_of(cx, self.kind, &self.ids)?;
        for id in &self.ids {
            let holder = (owner.as_str(), self.kind.name, id.as_str());
            if self.all {
                tags::remove_all(cx.tx, holder)?;
                continue;
            }
            for key in self.keys.iter().flatten() {
                tags::remove(cx.tx, holder, key)?;
            }
        }
        Ok(Response {})
    }
}
