//! `AssignPrivateIpAddresses` gives a network interface more private addresses.

use serde_json::{Value, json};

use super::finding;
use super::holding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::missing,
            interfaces::{BOTH_COUNTS, MANY_ADDRESSES, NO_INTERFACE, OUTSIDE, TAKEN, VSWITCH_FULL},
        },
        given::{Given, Parameter, list, need, text, within},
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("NetworkInterfaceId"),
    list("PrivateIpAddress", 49),
    within("SecondaryPrivateIpAddressCount", 1, 49),
    text("ClientToken"),
];

pub(in crate::ecs) struct AssignPrivateIpAddresses(Given);

impl Action for AssignPrivateIpAddresses {
    const NAME: &'static str = "AssignPrivateIpAddresses";
    const DOC: &'static str = "Gives a network interface more private addresses.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] =
        &[NO_INTERFACE, TAKEN, OUTSIDE, BOTH_COUNTS, MANY_ADDRESSES, VSWITCH_FULL];
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
    let wanted = it.list("PrivateIpAddress").unwrap_or_default();
    let count = it.int("SecondaryPrivateIpAddressCount").unwrap_or(0);
    if !wanted.is_empty() && count > 0 {
        return Err(BOTH_COUNTS.into());
    }
    if wanted.is_empty() && count == 0 {
        return Err(missing("PrivateIpAddress"));
    }
    let more = usize::try_from(count).unwrap_or_default();
    finding::check_addresses(cx, &found, wanted.len().saturating_add(more))?;
    let taken = holding::take_more(cx, &mut found, (&wanted, count), finding::no_address)?;
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(json!({"AssignedPrivateIpAddressesSet": {
        "NetworkInterfaceId": found.id,
        "PrivateIpSet": {"PrivateIpAddress": taken},
        "Ipv4PrefixSet": {"Ipv4Prefixes": []},
    }}))
}
