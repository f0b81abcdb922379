//! The private addresses of vSwitches: who has them, and which are free.
//!
//! What takes an address calls [`allocate`], within the transaction in which it is created, and [`release`] or [`release_all`]
//! when it goes. The first address of a vSwitch and its last three are reserved.

use core::net::Ipv4Addr;

use crate::vpc::{
    cidr::Cidr,
    tables::{
        addresses,
        switches::{self, VSwitch},
    },
};
use crate::{
    Result,
    ports::store::{self, Tx},
};

/// How many addresses of a vSwitch nobody gets: the first and the last three (assumed to be those in every vSwitch).
pub(in crate::vpc) const RESERVED: i64 = 4;

/// What the addresses of NAT gateways are of.
pub(in crate::vpc) const OF_NAT_GATEWAYS: &str = "NatGateway";

/// Why no address was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAddress {
    /// There is no such vSwitch.
    NoVSwitch,
    /// The wanted address is not one of the vSwitch, or is reserved.
    Outside,
    /// The wanted address is taken.
    Taken,
    /// All addresses are taken.
    Exhausted,
}

/// Who takes an address.
#[derive(Clone, Copy, Debug)]
pub struct AddressOwner<'a> {
    /// What it is: `NetworkInterface`, `NatGateway`.
    pub kind: &'a str,
    /// Its id.
    pub id: &'a str,
}

/// The first and the last address that are not reserved.
fn bounds(it: &VSwitch) -> Option<(i64, i64)> {
    let cidr = Cidr::parse(&it.cidr)?;
    Some((i64::from(cidr.first()) + 1, i64::from(cidr.last()) - 3))
}

/// The gateway of a vSwitch: the third address from its end (observed).
pub(in crate::vpc) fn gateway(cidr: &str) -> Option<Ipv4Addr> {
    Cidr::parse(cidr).map(|it| Ipv4Addr::from(it.last().saturating_sub(2)))
}

/// How many addresses a vSwitch has left.
pub(in crate::vpc) fn available(it: &VSwitch) -> i64 {
    let size =
        Cidr::parse(&it.cidr).map_or(0, |it| i64::from(it.last()) - i64::from(it.first()) + 1);
    (size - RESERVED - it.used).max(0)
}

fn as_address(number: i64) -> Ipv4Addr {
    Ipv4Addr::from(u32::try_from(number).unwrap_or_default())
}

/// The first free address from one on to another.
fn first_free(
    tx: &mut dyn Tx,
    vswitch: &str,
    (from, to): (i64, i64),
) -> store::Result<Option<i64>> {
    let mut at = from;
    while at <= to {
        if addresses::first_from(tx, vswitch, at)? != Some(at) {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

/// Takes an address of a vSwitch: the wanted one, or the next that is free. Addresses are given in their order, and again from the
/// first one on after the last.
pub fn allocate(
    tx: &mut dyn Tx,
    vswitch: &str,
    wanted: Option<Ipv4Addr>,
    owner: AddressOwner<'_>,
) -> Result<Result<Ipv4Addr, NoAddress>> {
    let Some(it) = switches::of_id(tx, vswitch)? else { return Ok(Err(NoAddress::NoVSwitch)) };
    let Some((first, last)) = bounds(&it) else { return Ok(Err(NoAddress::Exhausted)) };
    if let Some(wanted) = wanted {
        let number = i64::from(u32::from(wanted));
        if !(first..=last).contains(&number) {
            return Ok(Err(NoAddress::Outside));
        }
        let taken = addresses::take(tx, (vswitch, number), (owner.kind, owner.id))?;
        return Ok(if taken { Ok(wanted) } else { Err(NoAddress::Taken) });
    }
    let from = if (first..=last).contains(&it.next_address) { it.next_address } else { first };
    let found = match first_free(tx, vswitch, (from, last))? {
        None => first_free(tx, vswitch, (first, from - 1))?,
        found => found,
    };
    let Some(number) = found else { return Ok(Err(NoAddress::Exhausted)) };
    addresses::take(tx, (vswitch, number), (owner.kind, owner.id))?;
    addresses::set_next(tx, vswitch, number + 1)?;
    Ok(Ok(as_address(number)))
}

/// Gives an address of a vSwitch back. Returns whether it was taken.
pub fn release(tx: &mut dyn Tx, vswitch: &str, address: Ipv4Addr) -> Result<bool> {
    Ok(addresses::give_back(tx, vswitch, i64::from(u32::from(address)))?)
}

/// Gives all addresses of an owner back.
pub fn release_all(tx: &mut dyn Tx, owner: &str) -> Result<()> {
    for (vswitch, address) in addresses::of_owner(tx, owner)? {
        addresses::give_back(tx, &vswitch, address)?;
    }
    Ok(())
}

/// The addresses that an owner has.
pub fn held_by(tx: &mut dyn Tx, owner: &str) -> Result<Vec<Ipv4Addr>> {
    let all = addresses::of_owner(tx, owner)?;
    Ok(all.into_iter().map(|(_, address)| as_address(address)).collect())
}
