//! What of ECS is in networks: instances and network interfaces, which elastic addresses are associated with and routes lead to, and
//! security groups.

use super::{
    ECS,
    groups::joining,
    states,
    tables::resources::{self, GROUP, INSTANCE, INTERFACE, Resource},
};
use crate::{
    Cx, Result,
    core::network_users::{InNetwork, NetworkTarget, NetworkUser},
};

pub(super) static NETWORKED: NetworkUser = NetworkUser {
    targets: &[
        NetworkTarget { kind: "EcsInstance", next_hop: "Instance", find: instance },
        NetworkTarget { kind: "NetworkInterface", next_hop: "NetworkInterface", find: interface },
    ],
    has_security_groups: |cx, vpc| {
        if !cx.tx.has_part(ECS.id)? {
            return Ok(false);
        }
        let account = cx.account().to_owned();
        Ok(!resources::in_network(cx.tx, &GROUP, &account, vpc)?.is_empty())
    },
};

fn of(it: &Resource) -> InNetwork {
    let addresses = it.texts("Addresses");
    InNetwork {
        region: it.region.clone(),
        vpc: it.network.clone(),
        private_ip: addresses.first().cloned().unwrap_or_default(),
        private_ips: addresses,
        is_stable: true,
        has_public_ip: false,
        takes_address: it.text("Type") != "Primary",
    }
}

fn instance(cx: &mut Cx<'_>, id: &str) -> Result<Option<InNetwork>> {
    if !cx.tx.has_part(ECS.id)? {
        return Ok(None);
    }
    let account = cx.account().to_owned();
    let Some(found) = resources::one(cx.tx, &INSTANCE, &account, id)? else { return Ok(None) };
    let Some(primary) = joining::primary(cx, id)? else { return Ok(None) };
    Ok(Some(InNetwork {
        is_stable: ["Running", "Stopped"].contains(&states::of(&found, cx.now)),
        has_public_ip: !found.text("PublicIp").is_empty(),
        takes_address: true,
        ..of(&primary)
    }))
}

fn interface(cx: &mut Cx<'_>, id: &str) -> Result<Option<InNetwork>> {
    if !cx.tx.has_part(ECS.id)? {
        return Ok(None);
    }
    let account = cx.account().to_owned();
    let found = resources::one(cx.tx, &INTERFACE, &account, id)?;
    Ok(found.map(|it| InNetwork {
        is_stable: ["Available", "InUse"].contains(&states::of(&it, cx.now)),
        ..of(&it)
    }))
}
