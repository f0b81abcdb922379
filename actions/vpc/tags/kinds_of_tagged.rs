//! What has tags: the types, and whether the account has a resource of one.

use crate::vpc::{
    acls, bandwidth, eips, ipv6, lists, nat, networks, routes,
    tables::{self, Owned},
    vswitches,
};
use crate::{Cx, Result};

/// How a resource of a type is looked for.
type IsThere = fn(&mut Cx<'_>, &str, &String) -> Result<bool>;

fn has<T: Owned>(
    cx: &mut Cx<'_>,
    of_id: lists::FindById<T>,
    id: &str,
    region: &String,
) -> Result<bool> {
    Ok(lists::find(cx, of_id, id, Some(region))?.is_some())
}

/// The types, as answers have them, with the kind of each in ARNs. Those of network ACLs and IPv6 gateways are modelled.
const KINDS: [(&str, &str, IsThere); 8] = [
    (networks::life::TAGGED, "vpc", |cx, id, at| has(cx, tables::vpcs::of_id, id, at)),
    (vswitches::life::TAGGED, "vswitch", |cx, id, at| has(cx, tables::switches::of_id, id, at)),
    (routes::views::TAGGED, "routetable", |cx, id, at| {
        has(cx, tables::route_tables::of_id, id, at)
    }),
    (eips::life::TAGGED, "eip", |cx, id, at| has(cx, tables::eips::of_id, id, at)),
    (nat::life::TAGGED, "natgateway", |cx, id, at| has(cx, tables::nats::of_id, id, at)),
    (bandwidth::packages_of_eips::TAGGED, "bandwidthpackage", |cx, id, at| {
        has(cx, tables::packages::of_id, id, at)
    }),
    (acls::views::TAGGED, "networkacl", |cx, id, at| has(cx, tables::acls::of_id, id, at)),
    (ipv6::gateways::TAGGED, "ipv6gateway", |cx, id, at| {
        has(cx, tables::ipv6_gateways::of_id, id, at)
    }),
];

/// A type as answers have it, whatever its case in the call.
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
    region: &String,
) -> Result<bool> {
    match KINDS.iter().find(|(it, ..)| *it == kind) {
        Some((_, _, is_there)) => is_there(cx, id, region),
        None => Ok(false),
    }
}
