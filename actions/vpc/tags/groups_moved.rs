//! The kinds of resources that are in resource groups by themselves: others are in the one of their VPC.

use crate::ports::store::{Result, Tx};
use crate::vpc::tables::{eips, ipv6_gateways, packages, vpcs};

/// A kind of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vpc) enum Kind {
    /// VPCs.
    Vpc,
    /// Elastic IP addresses.
    Eip,
    /// Shared bandwidth.
    Package,
    /// IPv6 gateways.
    Ipv6Gateway,
}

/// What is in a resource group.
pub(in crate::vpc) struct InGroup {
    pub(in crate::vpc) id: String,
    pub(in crate::vpc) region: String,
    /// Empty for the default one.
    pub(in crate::vpc) group: String,
    pub(in crate::vpc) made: i64,
}

/// The kind that a call names.
pub(in crate::vpc) fn kind(name: &str) -> Option<Kind> {
    let kinds = [
        ("Vpc", Kind::Vpc),
        ("Eip", Kind::Eip),
        ("BandwidthPackage", Kind::Package),
        ("IPv6Gateway", Kind::Ipv6Gateway),
    ];
    kinds.into_iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, kind)| kind)
}

macro_rules! in_groups {
    ($found:expr) => {
        $found
            .into_iter()
            .map(|it| InGroup {
                id: it.id,
                region: it.region,
                group: it.resource_group,
                made: it.made,
            })
            .collect()
    };
}

/// All resources of a kind of an account, the oldest first.
pub(in crate::vpc) fn all(tx: &mut dyn Tx, kind: Kind, account: &str) -> Result<Vec<InGroup>> {
    Ok(match kind {
        Kind::Vpc => in_groups!(vpcs::everywhere(tx, account)?),
        Kind::Eip => in_groups!(eips::everywhere(tx, account)?),
        Kind::Package => in_groups!(packages::everywhere(tx, account)?),
        Kind::Ipv6Gateway => in_groups!(ipv6_gateways::everywhere(tx, account)?),
    })
}

macro_rules! put_in {
    ($table:ident, $tx:ident, $of:ident, $group:ident) => {{
        let (account, region, id) = $of;
        let found = $table::of_id($tx, id)?
            .filter(|it| it.account == account && region.is_none_or(|region| region == it.region));
        let Some(mut it) = found else { return Ok(false) };
        $group.clone_into(&mut it.resource_group);
        $table::put($tx, &mut it)?;
    }};
}

/// Puts a resource of an account, in a region if one is named, into a group. Returns whether there is such a resource.
pub(in crate::vpc) fn put(
    tx: &mut dyn Tx,
    kind: Kind,
    of: (&str, Option<&str>, &str),
    group: &str,
) -> Result<bool> {
    match kind {
        Kind::Vpc => put_in!(vpcs, tx, of, group),
        Kind::Eip => put_in!(eips, tx, of, group),
        Kind::Package => put_in!(packages, tx, of, group),
        Kind::Ipv6Gateway => put_in!(ipv6_gateways, tx, of, group),
    }
    Ok(true)
}
