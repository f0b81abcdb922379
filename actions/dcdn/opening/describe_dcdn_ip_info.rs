//! `DescribeDcdnIpInfo` tells whether an address is one of the product's own: none is.

use serde::Serialize;

use crate::cdn::opening::places::{self, Address};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::dcdn) struct DescribeDcdnIpInfo {
    address: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dcdn) struct Response {
    dcdn_ip: &'static str,
    #[serde(flatten)]
    address: Address,
}

impl Action for DescribeDcdnIpInfo {
    const NAME: &'static str = "DescribeDcdnIpInfo";
    const DOC: &'static str = "Queries whether an address is one of the product's own.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { address: p.required(text("IP").doc("The address."))? })
    }

    fn run(self, _: &mut Cx<'_>) -> Result<Response> {
        Ok(Response { dcdn_ip: places::NO, address: places::of(&self.address)? })
    }
}
