//! `AssignIpv6Addresses` gives a network interface IPv6 addresses.

use serde_json::{Value, json};

use super::finding;
use super::ipv6_addresses;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::missing,
            interfaces::{BOTH_COUNTS, MANY_IPV6_ADDRESSES, NO_INTERFACE, NO_IPV6},
        },
        given::{Given, Parameter, list, need, text, within},
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("NetworkInterfaceId"),
    list("Ipv6Address", 10),
    within("Ipv6AddressCount", 1, 10),
    text("ClientToken"),
];

pub(in crate::ecs) struct AssignIpv6Addresses(Given);

impl Action for AssignIpv6Addresses {
    const NAME: &'static str = "AssignIpv6Addresses";
    const DOC: &'static str = "Gives a network interface IPv6 addresses.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, NO_IPV6, BOTH_COUNTS, MANY_IPV6_ADDRESSES];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut found = finding::settled(cx, it)?;
    let wanted = it.list("Ipv6Address").unwrap_or_default();
    let count = it.int("Ipv6AddressCount").unwrap_or(0);
    if !wanted.is_empty() && count > 0 {
        return Err(BOTH_COUNTS.into());
    }
    if wanted.is_empty() && count == 0 {
        return Err(missing("Ipv6Address"));
    }
    let taken = ipv6_addresses::assign(cx, &mut found, (&wanted, count), false)?;
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(json!({
        "NetworkInterfaceId": found.id,
        "Ipv6Sets": {"Ipv6Address": taken},
        "Ipv6PrefixSets": {"Ipv6Prefix": []},
    }))
}
