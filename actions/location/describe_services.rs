//! `DescribeServices` returns the codes of the services whose endpoints are known. All are in every region.

use serde::Serialize;

use super::endpoints::{self, NO_REGION};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::regions, text};

pub(super) struct DescribeServices {
    region: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    services: Services,
    total_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Services {
    services: Vec<&'static str>,
}

impl Action for DescribeServices {
    const NAME: &'static str = "DescribeServices";
    const DOC: &'static str = "Lists the codes of the services, of one region or of all.";
    const ACCESS: Access = Access::Free;
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { region: p.optional(text("RegionId").doc("Only those in this region."))? })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        if self.region.is_some_and(|id| regions::find(&id).is_none()) {
            return Err(NO_REGION.into());
        }
        let services: Vec<_> = endpoints::services().collect();
        Ok(Response { total_count: services.len(), services: Services { services } })
    }
}
