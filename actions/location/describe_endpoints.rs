//! `DescribeEndpoints` returns the endpoint of a service in a region. It needs no permission: SDKs call it before
//! whatever their user calls, and with the user's key.

use serde::Serialize;

use super::endpoints::{self, Endpoint, ILLEGAL_PARAMETER, NO_REGION, OPEN_API};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct DescribeEndpoints {
    region: String,
    service: String,
    kind: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    endpoints: Endpoints,
    success: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Endpoints {
    endpoint: Vec<Endpoint>,
}

impl Action for DescribeEndpoints {
    const NAME: &'static str = "DescribeEndpoints";
    const DOC: &'static str = "Queries the endpoint of a service in a region.";
    const ACCESS: Access = Access::Free;
    const FAULTS: &'static [Fault] = &[NO_REGION, ILLEGAL_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(text("Id").doc("The region: cn-hangzhou."))?,
            service: p.required(
                text("ServiceCode")
                    .doc("The service, by the code that SDKs know it by: ecs, serverless."),
            )?,
            kind: p.default(
                text("Type").doc("The kind of endpoints; openAPI are those on the Internet."),
                OPEN_API,
            )?,
        })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        let found = endpoints::find(&self.service, &self.region)?;
        let endpoint = if self.kind == OPEN_API { vec![found] } else { Vec::new() };
        Ok(Response { endpoints: Endpoints { endpoint }, success: true })
    }
}
