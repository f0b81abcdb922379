//! Where routes lead: to instances and network interfaces, NAT gateways and IPv6 gateways. What else the vendor names is not
//! emulated, so there is none of it.

use crate::vpc::{
    faults::routes::{
        HOP_IN_OTHER_VPC, NO_HOP, NO_INSTANCE, NO_INTERFACE, NO_IPV6_GATEWAY_HOP, NO_NAT_HOP,
    },
    lists,
    tables::{ipv6_gateways, nats},
};
use crate::{Cx, Fault, PRODUCTS, Result};

/// The types of next hops (documented).
const TYPES: &[&str] = &[
    "Instance",
    "HaVip",
    "RouterInterface",
    "NetworkInterface",
    "VpnGateway",
    "IPv6Gateway",
    "NatGateway",
    "Attachment",
    "VpcPeer",
    "Ipv4Gateway",
    "GatewayEndpoint",
    "CenBasic",
    "Ecr",
];

/// The VPC of a resource of another product that a route leads to.
fn vpc_of(cx: &mut Cx<'_>, hop_type: &str, id: &str) -> Result<Option<String>> {
    let targets = PRODUCTS.iter().filter_map(|it| it.network).flat_map(|it| it.targets);
    for target in targets.filter(|it| it.next_hop == hop_type) {
        if let Some(found) = (target.find)(cx, id)? {
            return Ok(Some(found.vpc));
        }
    }
    Ok(None)
}

/// Refuses a next hop that is not there, or is in another VPC. A type that is none is refused with `bad_type`.
pub(in crate::vpc) fn check(
    cx: &mut Cx<'_>,
    (vpc, region): (&str, &str),
    (hop_type, id): (&str, &str),
    bad_type: Fault,
) -> Result<()> {
    if !TYPES.contains(&hop_type) {
        return Err(bad_type.into());
    }
    let region = region.to_owned();
    let found = match hop_type {
        "NatGateway" => lists::find(cx, nats::of_id, id, Some(&region))?.map(|it| it.vpc),
        "IPv6Gateway" => lists::find(cx, ipv6_gateways::of_id, id, Some(&region))?.map(|it| it.vpc),
        _ => vpc_of(cx, hop_type, id)?,
    };
    let none = match hop_type {
        "Instance" => NO_INSTANCE,
        "NetworkInterface" => NO_INTERFACE,
        "NatGateway" => NO_NAT_HOP,
        "IPv6Gateway" => NO_IPV6_GATEWAY_HOP,
        _ => NO_HOP,
    };
    if found.ok_or(none)? == vpc { Ok(()) } else { Err(HOP_IN_OTHER_VPC.into()) }
}
