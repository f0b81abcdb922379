//! `DescribeIpv6GatewayAttribute` describes an IPv6 gateway.

use crate::vpc::{
    ipv6::gateways::{self, ShownGateway},
    lists::{REGION, find},
    tables::ipv6_gateways,
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::vpc) struct DescribeIpv6GatewayAttribute {
    region: String,
    id: String,
}

impl Action for DescribeIpv6GatewayAttribute {
    const NAME: &'static str = "DescribeIpv6GatewayAttribute";
    const DOC: &'static str = "Describes an IPv6 gateway.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:ipv6gateway/{Ipv6GatewayId}"];
    type Response = ShownGateway;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("Ipv6GatewayId").doc("The IPv6 gateway."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<ShownGateway> {
        // One that is not there is answered with empty fields (modelled).
        let it = find(cx, ipv6_gateways::of_id, &self.id, Some(&self.region))?.unwrap_or_default();
        gateways::shown(cx, it, true)
    }
}
