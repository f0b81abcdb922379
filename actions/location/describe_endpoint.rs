//! `DescribeEndpoint` returns the endpoint of a service in a region, as `DescribeEndpoints` does, by itself.

use serde::Serialize;

use super::endpoints::{self, Endpoint, ILLEGAL_PARAMETER, NO_REGION};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct DescribeEndpoint {
    region: String,
    service: String,
}

#[derive(Serialize)]
pub(super) struct Response {
    #[serde(flatten)]
    endpoint: Endpoint,
}

impl Action for DescribeEndpoint {
    const NAME: &'static str = "DescribeEndpoint";
    const DOC: &'static str = "Queries the endpoint of a service in a region, by itself.";
    const ACCESS: Access = Access::Free;
    const FAULTS: &'static [Fault] = &[NO_REGION, ILLEGAL_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(text("Id").doc("The region: cn-hangzhou."))?,
            service: p.required(text("ServiceCode").doc("The service: ecs."))?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { endpoint: endpoints::find(&self.service, &self.region)? })
    }
}
