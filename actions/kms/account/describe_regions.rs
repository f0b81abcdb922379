//! `DescribeRegions` lists the regions.

use serde::Serialize;

use crate::shared::regions;
use crate::{Access, Action, Cx, Params, Result};

pub(in crate::kms) struct DescribeRegions;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    regions: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    region: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    region_id: &'static str,
}

impl Action for DescribeRegions {
    const NAME: &'static str = "DescribeRegions";
    const DOC: &'static str = "Queries the regions of the service.";
    const ACCESS: Access = Access::Free;
    const RESOURCES: &'static [&'static str] = &["*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let region = regions::offered().map(|it| Row { region_id: it.id }).collect();
        Ok(Response { regions: Rows { region } })
    }
}
