//! `UpdateCustomLine` gives a custom line another name or other ranges of addresses.

use serde::Serialize;

use super::segments::{self, ID};
use crate::alidns::{
    faults::{BAD_PARAMETER, NO_LINE},
    hosted::RESOURCES,
    tables::lines,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::alidns) struct UpdateCustomLine {
    id: i64,
    name: Option<String>,
    segments: Vec<(String, String)>,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for UpdateCustomLine {
    const NAME: &'static str = "UpdateCustomLine";
    const DOC: &'static str = "Changes a custom line.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(segments::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_LINE, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(ID)?,
            name: p.optional(segments::NAME)?,
            segments: segments::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (mut line, domain) = segments::find(cx, self.id)?;
        if !self.segments.is_empty() {
            segments::check(cx, domain.seq, line.id, &self.segments)?;
            line.segments = self.segments;
        }
        line.name = self.name.unwrap_or(line.name);
        lines::put(cx.tx, &mut line)?;
        Ok(Response {})
    }
}
