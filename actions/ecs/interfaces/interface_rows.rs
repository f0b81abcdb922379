//! Network interfaces, as answers show them.

use serde_json::{Map, Value, json};

use super::holding;
use crate::{
    Cx, Result,
    ecs::{
        network, states,
        tables::{
            members,
            resources::{INTERFACE, Resource},
        },
        tagged,
    },
    shared::format,
};

/// The row of an interface.
pub(in crate::ecs) fn row(cx: &mut Cx<'_>, it: &Resource) -> Result<Map<String, Value>> {
    let account = cx.account().to_owned();
    let state = states::of(it, cx.now).to_owned();
    let holder = match (state.as_str(), it.holder.as_str()) {
        ("Detaching", "") => it.text("Leaving"),
        (_, holder) => holder,
    };
    let public = match network::address_of(cx, &it.id)? {
        Some(eip) => json!({"AllocationId": eip.allocation_id, "PublicIpAddress": eip.address}),
        None => json!({}),
    };
    let mut addresses = holding::addresses(it);
    if let Some(all) = addresses["PrivateIpSet"].as_array_mut() {
        for one in all.iter_mut() {
            let primary = one["Primary"] == true;
            one["AssociatedPublicIp"] = if primary { public.clone() } else { json!({}) };
        }
    }
    let mut row = json!({
        "NetworkInterfaceId": it.id,
        "NetworkInterfaceName": it.name,
        "Description": it.text("Description"),
        "Status": state,
        "Type": it.text("Type"),
        "MacAddress": it.text("MacAddress"),
        "PrivateIpAddress": holding::address(it),
        "InstanceId": holder,
        "VpcId": it.network,
        "VSwitchId": it.subnet,
        "ZoneId": it.zone,
        "OwnerId": account,
        "CreationTime": format::iso(it.made),
        "ResourceGroupId": it.group,
        "QueueNumber": it.int("QueueNumber"),
        "ServiceManaged": false,
        "ServiceID": 0,
        "NetworkInterfaceTrafficMode": it.text("Traffic"),
        "DeleteOnRelease": it.flag("DeleteOnRelease"),
        "SourceDestCheck": it.flag("SourceDestCheck"),
        "PrivateIpSets": addresses,
        "Ipv6Sets": holding::ipv6_addresses(it),
        "Ipv4PrefixSets": {"Ipv4PrefixSet": []},
        "Ipv6PrefixSets": {"Ipv6PrefixSet": []},
        "SecurityGroupIds": {"SecurityGroupId": members::groups(cx.tx, &account, &it.id)?},
        "AssociatedPublicIp": public,
        "Attachment": {},
        "Tags": tagged::shown(cx, &INTERFACE, &it.id)?,
    });
    if !holder.is_empty() {
        row["Attachment"] = json!({
            "InstanceId": holder, "DeviceIndex": it.int("DeviceIndex"), "NetworkCardIndex": 0,
        });
    }
    Ok(row.as_object().cloned().unwrap_or_default())
}
