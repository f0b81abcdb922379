//! The IPv6 addresses of interfaces: any address of the block of the vSwitch that no other interface in it has.

use core::net::Ipv6Addr;

use crate::{
    Cx, Result,
    ecs::{
        faults::interfaces::{MANY_IPV6_ADDRESSES, NO_IPV6, OUTSIDE, TAKEN},
        network,
        tables::resources::{self, INTERFACE, Resource},
    },
};

/// The most IPv6 addresses of an interface.
const MOST: usize = 10;

/// The first address of a block, and how many bits are the block's.
fn block(text: &str) -> Option<(u128, u32)> {
    let (address, bits) = text.split_once('/')?;
    let address: Ipv6Addr = address.parse().ok()?;
    Some((u128::from(address), bits.parse().ok().filter(|it| (1..=127).contains(it))?))
}

/// Gives an interface these addresses, or so many that are free. `is_new` says that the call is making it, so that its caller does not
/// know its id.
pub(in crate::ecs) fn assign(
    cx: &mut Cx<'_>,
    it: &mut Resource,
    (wanted, count): (&[String], i64),
    is_new: bool,
) -> Result<Vec<String>> {
    let what = if is_new {
        "a new network interface".to_owned()
    } else {
        format!("the network interface \"{}\"", it.id)
    };
    let many = MANY_IPV6_ADDRESSES.with(&what);
    let account = cx.account().to_owned();
    let vswitch = network::vswitch(cx, &it.subnet)?;
    let (first, bits) = vswitch.and_then(|it| block(&it.ipv6_cidr)).ok_or(NO_IPV6)?;
    let others = resources::in_subnet(cx.tx, &INTERFACE, &account, &it.subnet)?;
    let mut taken: Vec<String> = others.iter().flat_map(|it| it.texts("Ipv6")).collect();
    let mut given = Vec::new();
    for text in wanted {
        let address: Ipv6Addr = text.parse().map_err(|_| OUTSIDE.with(text))?;
        if u128::from(address) >> (128 - bits) != first >> (128 - bits) {
            return Err(OUTSIDE.with(text));
        }
        let address = address.to_string();
        if taken.contains(&address) {
            return Err(TAKEN.with(text));
        }
        taken.push(address.clone());
        given.push(address);
    }
    for _ in 0..count {
        let free = (1_u128..).map(|at| Ipv6Addr::from(first + at).to_string());
        let next = free.take(1 << 16).find(|it| !taken.contains(it));
        let Some(next) = next else { return Err(many) };
        taken.push(next.clone());
        given.push(next);
    }
    let mut all = it.texts("Ipv6");
    all.extend(given.iter().cloned());
    if all.len() > MOST {
        return Err(many);
    }
    it.set("Ipv6", all);
    Ok(given)
}
