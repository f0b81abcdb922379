//! `TagResources` gives authorities and certificates tags. One of the same name gets the new value.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    cas::{
        faults::NOT_FOUND,
        private_issue::missing,
        tags::tag_rules::{self, LIMIT, Tag},
    },
    pca::{
        tables::{Owner, tags},
        tags::targets,
    },
    text,
};

pub(in crate::pca) struct TagResources {
    resources: Vec<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

/// One of them would have more tags than it may.
const TOO_MANY_TAGS: Fault = Fault {
    status: 400,
    code: "LimitExceeded.Tag",
    message: "The maximum number of Tag is exceeded.",
};

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Adds tags to authorities and certificates.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(tag_rules::TAG);
    const FAULTS: &'static [Fault] = &[NOT_FOUND, TOO_MANY_TAGS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        targets::region(p)?;
        p.required(targets::kind())?;
        let resources = p.list(text("ResourceId").doc("The identifiers."), 50)?;
        Ok(Self {
            resources: resources.unwrap_or_default(),
            tags: tag_rules::read(p, tag_rules::TAG)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        for (name, is_missing) in
            [("ResourceId", self.resources.is_empty()), ("Tag", self.tags.is_empty())]
        {
            if is_missing {
                return Err(missing(name));
            }
        }
        for resource in &self.resources {
            let found = targets::find(cx, resource)?;
            tags::put(cx.tx, owner, &found.identifier, &self.tags)?;
            if tags::of(cx.tx, owner, &found.identifier)?.len() > LIMIT {
                return Err(TOO_MANY_TAGS.into());
            }
        }
        Ok(Response {})
    }
}
