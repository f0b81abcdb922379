//! `TagResources` adds tags to certificates. Existing tags get the new value.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::Owner,
    tags::tag_rules::{self, LIMIT, Tag},
    tags::tag_targets,
    wording,
};
use crate::{Access, Action, Cx, Fault, ParameterError, Params, Problem, Result, TagReader, text};

pub(in crate::cas) struct TagResources {
    resources: Vec<String>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

/// One of the certificates would have more tags than it may.
const TOO_MANY_TAGS: Fault = Fault {
    status: 400,
    code: "LimitExceeded.Tag",
    message: "The maximum number of Tag is exceeded.",
};

impl Action for TagResources {
    const NAME: &'static str = "TagResources";
    const DOC: &'static str = "Adds tags to certificates.";
    const ACCESS: Access = Access::Update;
    const TAGS: Option<TagReader> = Some(tag_rules::TAG);
    const FAULTS: &'static [Fault] = &[NOT_FOUND, TOO_MANY_TAGS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        tag_targets::region(p)?;
        p.required(tag_targets::kind())?;
        let resources = p.list(text("ResourceId").doc("The resources."), 50)?;
        Ok(Self {
            resources: resources.unwrap_or_default(),
            tags: tag_rules::read(p, tag_rules::TAG)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        for (name, parameters) in
            [("ResourceId", self.resources.is_empty()), ("Tag", self.tags.is_empty())]
        {
            if parameters {
                return Err(wording(&ParameterError { name, problem: Problem::Missing }));
            }
        }
        for resource in &self.resources {
            let holder = tag_targets::tag_owner(cx.tx, owner, resource)?.ok_or(NOT_FOUND)?;
            tag_rules::put(cx.tx, owner, &holder, &self.tags)?;
            if crate::cas::tables::tags::of(cx.tx, owner, &holder)?.len() > LIMIT {
                return Err(TOO_MANY_TAGS.into());
            }
        }
        Ok(Response {})
    }
}
