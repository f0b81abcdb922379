//! What has tags: the types, and whether the account has a resource of one.

use crate::vpc::{
    VPC, acls, bandwidth, eips, ipv6, lists, nat, networks, routes,
    tables::{self, Owned},
    vswitches,
};
use crate::{Cx, Result, ports::store::Tx};

/// The region of what an account has by an id, if it has that.
type RegionById = fn(&mut dyn Tx, &str, &str) -> Result<Option<String>>;

fn region<T: Owned>(
    tx: &mut dyn Tx,
    of_id: lists::FindById<T>,
    (account, id): (&str, &str),
) -> Result<Option<String>> {
    let found = of_id(tx, id)?;
    Ok(found.filter(|it| it.owner().0 == account).map(|it| it.owner().1.to_owned()))
}

/// The types, as answers have them, with the kind of each in ARNs. Those of network ACLs and IPv6 gateways are modelled.
const KINDS: [(&str, &str, RegionById); 8] = [
    (networks::life::TAGGED, "vpc", |tx, of, id| region(tx, tables::vpcs::of_id, (of, id))),
    (vswitches::life::TAGGED, "vswitch", |tx, of, id| {
        region(tx, tables::switches::of_id, (of, id))
    }),
    (routes::views::TAGGED, "routetable", |tx, of, id| {
        region(tx, tables::route_tables::of_id, (of, id))
    }),
    (eips::life::TAGGED, "eip", |tx, of, id| region(tx, tables::eips::of_id, (of, id))),
    (nat::life::TAGGED, "natgateway", |tx, of, id| region(tx, tables::nats::of_id, (of, id))),
    (bandwidth::packages_of_eips::TAGGED, "bandwidthpackage", |tx, of, id| {
        region(tx, tables::packages::of_id, (of, id))
    }),
    (acls::views::TAGGED, "networkacl", |tx, of, id| region(tx, tables::acls::of_id, (of, id))),
    (ipv6::gateways::TAGGED, "ipv6gateway", |tx, of, id| {
        region(tx, tables::ipv6_gateways::of_id, (of, id))
    }),
];

/// The region of the resource of this kind and id, as its ARN has them. The tables of entries of a NAT gateway are where
/// that is.
pub(in crate::vpc) fn region_of(
    tx: &mut dyn Tx,
    account: &str,
    (kind, id): (&str, &str),
) -> Result<Option<String>> {
    if !tx.has_part(VPC.id)? {
        return Ok(None);
    }
    match KINDS.iter().find(|it| it.1 == kind) {
        Some((_, _, of_id)) => of_id(tx, account, id),
        None if kind == "snattable" => region(tx, tables::nats::of_snat_table, (account, id)),
        None if kind == "forwardtable" => region(tx, tables::nats::of_forward_table, (account, id)),
        None => Ok(None),
    }
}

/// A type as answers have it, in capitals, whatever its case in the call (assumed).
pub(in crate::vpc) fn named(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(it, ..)| it.eq_ignore_ascii_case(kind)).map(|(it, ..)| *it)
}

/// The kind of a type in ARNs.
pub(in crate::vpc) fn in_arns(kind: &str) -> &'static str {
    KINDS.iter().find(|(it, ..)| it.eq_ignore_ascii_case(kind)).map_or("*", |(_, it, _)| it)
}

/// Whether the account has a resource of a type in a region.
pub(in crate::vpc) fn is_there(
    cx: &mut Cx<'_>,
    (kind, id): (&str, &str),
    region: &str,
) -> Result<bool> {
    let Some((_, _, of_id)) = KINDS.iter().find(|(it, ..)| *it == kind) else { return Ok(false) };
    let account = cx.account().to_owned();
    Ok(of_id(cx.tx, &account, id)?.is_some_and(|at| at == region))
}
