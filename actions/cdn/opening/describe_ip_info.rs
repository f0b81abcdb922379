//! `DescribeIpInfo` tells whether an address is one of the product's own: none is.

use serde::Serialize;

use crate::cdn::opening::places::{self, Address};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cdn) struct DescribeIpInfo {
    address: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cdn) struct Response {
    cdn_ip: &'static str,
    #[serde(flatten)]
    address: Address,
}

impl Action for DescribeIpInfo {
    const NAME: &'static str = "DescribeIpInfo";
    const DOC: &'static str = "Queries whether an address is one of the product's own.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { address: p.required(text("IP").doc("The address."))? })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { cdn_ip: places::NO, address: places::of(&self.address)? })
    }
}
