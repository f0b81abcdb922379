//! The networks that instances and interfaces are in, which another product has.

use core::net::Ipv4Addr;

use super::tables::resources::Resource;
pub(super) use crate::vpc::networks_of_products::{KnownVSwitch, vpc, vswitch};
use crate::{
    Cx, Result,
    vpc::{
        addresses::{self, AddressOwner, NoAddress},
        eips_of_products::{self, KnownEip},
    },
};

/// What the addresses of interfaces are of.
const OF_INTERFACES: &str = "NetworkInterface";

/// Takes an address of a vSwitch for an interface: the wanted one, or one that is free.
pub(super) fn take(
    cx: &mut Cx<'_>,
    vswitch: &str,
    wanted: Option<Ipv4Addr>,
    interface: &str,
) -> Result<Result<Ipv4Addr, NoAddress>> {
    addresses::allocate(cx.tx, vswitch, wanted, AddressOwner { kind: OF_INTERFACES, id: interface })
}

/// Gives an address of an interface back.
pub(super) fn give_back(cx: &mut Cx<'_>, vswitch: &str, address: &str) -> Result<()> {
    if let Ok(address) = address.parse() {
        addresses::release(cx.tx, vswitch, address)?;
    }
    Ok(())
}

/// Gives all addresses of an interface back, to which nothing leads any more.
pub(super) fn give_all_back(cx: &mut Cx<'_>, interface: &Resource) -> Result<()> {
    let all = interface.texts("Addresses");
    crate::vpc::networks_of_products::forget_addresses(cx.tx, &interface.network, &all)?;
    addresses::release_all(cx.tx, &interface.id)
}

/// The vSwitch of the default VPC in a zone, both of which are made where they are not there.
pub(super) fn usual_vswitch(
    cx: &mut Cx<'_>,
    region: &str,
    zone: &str,
) -> Result<Option<KnownVSwitch>> {
    let id = crate::vpc::networks_of_products::default_vswitch(cx, region, zone)?;
    vswitch(cx, &id)
}

/// Whether a custom route leads to a resource, which is then not deleted.
pub(super) fn is_next_hop(cx: &mut Cx<'_>, id: &str) -> Result<bool> {
    crate::vpc::networks_of_products::is_next_hop(cx.tx, id)
}

/// The elastic address that is associated with an instance or an interface, if one is.
pub(super) fn address_of(cx: &mut Cx<'_>, id: &str) -> Result<Option<KnownEip>> {
    Ok(eips_of_products::of_resource(cx.tx, id)?.into_iter().next())
}

/// The ids of what these elastic addresses are associated with.
pub(super) fn holders(cx: &mut Cx<'_>, addresses: &[String]) -> Result<Vec<String>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for address in addresses {
        all.extend(eips_of_products::resource_of(cx.tx, &account, address)?);
    }
    Ok(all)
}

/// Undoes the associations of an instance or an interface that goes, and deletes the routes to it.
pub(super) fn leave(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    crate::vpc::networks_of_products::forget_routes(cx.tx, id)?;
    eips_of_products::release(cx, id)
}
