//! What other products ask of elastic IP addresses: which address a resource has, and that it has none any more when it is deleted.

use crate::vpc::{
    VPC,
    eips::bindings,
    tables::eips::{self, Eip},
};
use crate::{Cx, Result, ports::store::Tx};

/// An elastic IP address that is associated with a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEip {
    /// Its id.
    pub allocation_id: String,
    /// The address.
    pub address: String,
    /// The private address of the resource that it leads to.
    pub private_ip: String,
    /// Its bandwidth, in Mbit/s.
    pub bandwidth: i64,
    /// How its traffic is paid: `PayByTraffic`.
    pub internet_charge_type: String,
}

fn known(it: Eip) -> KnownEip {
    KnownEip {
        allocation_id: it.id,
        address: it.address,
        private_ip: it.private_ip,
        bandwidth: it.bandwidth,
        internet_charge_type: it.internet_charge,
    }
}

/// The addresses that are associated with a resource, the last first.
pub fn of_resource(tx: &mut dyn Tx, id: &str) -> Result<Vec<KnownEip>> {
    if !tx.has_part(VPC.id)? {
        return Ok(Vec::new());
    }
    Ok(eips::of_owner(tx, id)?.into_iter().filter(|it| !it.leaving).map(known).collect())
}

/// The resource that an address is associated with: the id of the resource.
pub fn resource_of(tx: &mut dyn Tx, account: &str, address: &str) -> Result<Option<String>> {
    if !tx.has_part(VPC.id)? {
        return Ok(None);
    }
    let found = eips::of_address(tx, address)?.filter(|it| it.account == account && !it.leaving);
    Ok(found.map(|it| it.owner).filter(|it| !it.is_empty()))
}

/// Undoes all associations with a resource, which is deleted.
pub fn release(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    if !cx.tx.has_part(VPC.id)? {
        return Ok(());
    }
    for mut it in eips::of_owner(cx.tx, id)? {
        bindings::clear(cx, &mut it)?;
    }
    Ok(())
}
