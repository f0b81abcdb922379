//! `DescribeCustomLine` answers a custom line.

use serde::Serialize;

use super::segments::{self, ID, Segment};
use crate::alidns::{faults::NO_LINE, hosted::RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::alidns) struct DescribeCustomLine {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    id: i64,
    name: String,
    code: String,
    domain_name: String,
    ip_segment_list: Vec<Segment>,
}

impl Action for DescribeCustomLine {
    const NAME: &'static str = "DescribeCustomLine";
    const DOC: &'static str = "Queries a custom line.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(segments::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_LINE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (line, domain) = segments::find(cx, self.id)?;
        Ok(Response {
            id: line.id,
            name: line.name,
            code: line.code,
            domain_name: domain.shown,
            ip_segment_list: segments::shown(line.segments),
        })
    }
}
