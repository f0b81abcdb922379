//! `UntagResources` takes tags from authorities and certificates: those that are named, or all.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::{faults::NOT_FOUND, private_issue::missing},
    flag,
    pca::{
        tables::{Owner, tags},
        tags::targets,
    },
    text,
};

pub(in crate::pca) struct UntagResources {
    resources: Vec<String>,
    keys: Vec<String>,
    all: bool,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for UntagResources {
    const NAME: &'static str = "UntagResources";
    const DOC: &'static str = "Removes tags from authorities and certificates.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        targets::region(p)?;
        p.required(targets::kind())?;
        let all = flag("All").doc("Whether to remove all tags if no key is named.");
        Ok(Self {
            resources: p.list(text("ResourceId").doc("The identifiers."), 50)?.unwrap_or_default(),
            keys: p.list(text("TagKey").doc("The names of the tags."), 20)?.unwrap_or_default(),
            all: p.default(all, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let nothing = self.keys.is_empty() && !self.all;
        for (name, is_missing) in [("ResourceId", self.resources.is_empty()), ("TagKey", nothing)] {
            if is_missing {
                return Err(missing(name));
            }
        }
        for resource in &self.resources {
            let found = targets::find(cx, resource)?;
            if self.keys.is_empty() {
                tags::delete(cx.tx, owner, &found.identifier, None)?;
            }
            for key in &self.keys {
                tags::delete(cx.tx, owner, &found.identifier, Some(key))?;
            }
        }
        Ok(Response {})
    }
}
