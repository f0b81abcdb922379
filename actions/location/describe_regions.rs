//! `DescribeRegions` returns the ids of the regions.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result, shared::regions::REGIONS};

pub(super) struct DescribeRegions;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    region_ids: RegionIds,
    total_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RegionIds {
    region_ids: Vec<&'static str>,
}

impl Action for DescribeRegions {
    const NAME: &'static str = "DescribeRegions";
    const DOC: &'static str = "Lists the ids of the regions.";
    const ACCESS: Access = Access::Free;
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self)
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let region_ids: Vec<_> = REGIONS.iter().map(|region| region.id).collect();
        Ok(Response { total_count: region_ids.len(), region_ids: RegionIds { region_ids } })
    }
}
