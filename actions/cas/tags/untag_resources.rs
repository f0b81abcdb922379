//! `UntagResources` removes tags of certificates: the named ones or all.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, tags},
    tags::tag_targets,
    wording,
};
use crate::{Access, Action, Cx, Fault, ParameterError, Params, Problem, Result, flag, text};

pub(in crate::cas) struct UntagResources {
    resources: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags from certificates.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        tag_targets::region(p)?;
        p.required(tag_targets::kind())?;
        let all = flag("All").doc("Whether to remove all tags if no key is named.");
        Ok(Self {
            resources: p.list(text("ResourceId").doc("The resources."), 50)?.unwrap_or_default(),
            keys: p.list(text("TagKey").doc("The names of the tags."), 20)?.unwrap_or_default(),
            all: p.default(all, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let nothing = self.keys.is_empty() && !self.all;
        for (name, missing) in [("ResourceId", self.resources.is_empty()), ("TagKey", nothing)] {
            if missing {
                return Err(wording(&ParameterError { name, problem: Problem::Missing }));
            }
        }
        for resource in &self.resources {
            let holder = tag_targets::tag_owner(cx.tx, owner, resource)?.ok_or(NOT_FOUND)?;
            if self.keys.is_empty() {
                tags::clear(cx.tx, owner, &holder)?;
            }
            for key in &self.keys {
                tags::delete(cx.tx, owner, &holder, key)?;
            }
        }
        Ok(Response {})
    }
}
