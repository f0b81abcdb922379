//! What other products ask of VPCs and vSwitches: instances and network interfaces are in them.

use core::net::Ipv4Addr;

use crate::vpc::{
    VPC, addresses,
    cidr::Cidr,
    tables::{
        Settling, entries, forwards, nats, switches,
        vpcs::{self, Vpc},
    },
};
use crate::{Cx, Result, ports::store::Tx};

pub use crate::vpc::networks::default_networks::default_vswitch;

/// A VPC, as other products know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownVpc {
    /// Its id.
    pub id: String,
    /// The region.
    pub region: String,
    /// Its block.
    pub cidr: String,
    /// Its blocks: the first one and the secondary ones.
    pub cidrs: Vec<String>,
    /// Whether it is the default one of its region.
    pub is_default: bool,
    /// Whether it is `Available`, and no longer `Pending`.
    pub is_available: bool,
}

/// A vSwitch, as other products know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownVSwitch {
    /// Its id.
    pub id: String,
    /// The region.
    pub region: String,
    /// The zone.
    pub zone: String,
    /// The id of its VPC.
    pub vpc: String,
    /// Its block.
    pub cidr: String,
    /// Its IPv6 block; empty without IPv6.
    pub ipv6_cidr: String,
    /// The gateway of its addresses.
    pub gateway: Ipv4Addr,
    /// Whether it is `Available`, and no longer `Pending`.
    pub is_available: bool,
    /// How many addresses are free.
    pub free_addresses: i64,
}

impl KnownVSwitch {
    /// Whether an address is of its block.
    #[must_use]
    pub fn has(&self, address: Ipv4Addr) -> bool {
        Cidr::parse(&self.cidr).is_some_and(|it| it.has(address))
    }
}

fn known(cx: &Cx<'_>, it: Vpc) -> KnownVpc {
    let secondary = crate::shared::text::comma_list(&it.secondary).map(str::to_owned);
    KnownVpc {
        is_available: !it.is_settling(cx.now),
        cidrs: std::iter::once(it.cidr.clone()).chain(secondary).collect(),
        id: it.id,
        region: it.region,
        cidr: it.cidr,
        is_default: it.is_default,
    }
}

/// The VPC of the caller's account with this id, in whatever region.
pub fn vpc(cx: &mut Cx<'_>, id: &str) -> Result<Option<KnownVpc>> {
    if !cx.tx.has_part(VPC.id)? {
        return Ok(None);
    }
    let found = vpcs::of_id(cx.tx, id)?.filter(|it| it.account == cx.caller.account);
    Ok(found.map(|it| known(cx, it)))
}

/// The default VPC of the caller's account in a region.
pub fn default_vpc(cx: &mut Cx<'_>, region: &str) -> Result<Option<KnownVpc>> {
    if !cx.tx.has_part(VPC.id)? {
        return Ok(None);
    }
    let account = cx.account().to_owned();
    let found = vpcs::all(cx.tx, &account, region)?.into_iter().find(|it| it.is_default);
    Ok(found.map(|it| known(cx, it)))
}

/// The vSwitch of the caller's account with this id, in whatever region.
pub fn vswitch(cx: &mut Cx<'_>, id: &str) -> Result<Option<KnownVSwitch>> {
    if !cx.tx.has_part(VPC.id)? {
        return Ok(None);
    }
    let found = switches::of_id(cx.tx, id)?.filter(|it| it.account == cx.caller.account);
    let Some(it) = found else { return Ok(None) };
    let of = vpcs::of_id(cx.tx, &it.vpc)?.map(|it| it.ipv6).unwrap_or_default();
    Ok(Some(KnownVSwitch {
        ipv6_cidr: crate::vpc::vswitches::views::ipv6_block(&of, it.ipv6),
        gateway: addresses::gateway(&it.cidr).unwrap_or(Ipv4Addr::UNSPECIFIED),
        free_addresses: addresses::available(&it),
        is_available: !it.is_settling(cx.now),
        id: it.id,
        region: it.region,
        zone: it.zone,
        vpc: it.vpc,
        cidr: it.cidr,
    }))
}

/// Whether a custom route leads to a resource, which is then not deleted.
pub fn is_next_hop(tx: &mut dyn Tx, id: &str) -> Result<bool> {
    Ok(tx.has_part(VPC.id)? && !entries::of_hop(tx, id)?.is_empty())
}

/// Deletes the routes that lead to a resource, which is gone without that anybody was asked (modelled).
pub fn forget_routes(tx: &mut dyn Tx, id: &str) -> Result<()> {
    if tx.has_part(VPC.id)? {
        for it in entries::of_hop(tx, id)? {
            entries::delete(tx, &it)?;
        }
    }
    Ok(())
}

/// Deletes the DNAT entries that lead to addresses of a VPC, which nobody has any more, as those of a
/// deleted instance (documented).
pub fn forget_addresses(tx: &mut dyn Tx, vpc: &str, addresses: &[String]) -> Result<()> {
    for nat in nats::of_vpc(tx, vpc)? {
        for it in forwards::of_nat(tx, &nat.id)? {
            if addresses.contains(&it.internal_ip) {
                forwards::delete(tx, &it)?;
            }
        }
    }
    Ok(())
}
