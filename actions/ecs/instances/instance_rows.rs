//! Instances, as answers show them.

use serde_json::{Map, Value, json};

use crate::{
    Cx, Result,
    ecs::{
        catalogue::{self, InstanceType},
        interfaces::holding,
        network, numbered, states,
        tables::{
            members,
            resources::{self, INSTANCE, INTERFACE, Resource},
        },
        tagged,
    },
};

/// A time of an instance, or nothing.
fn time(it: &Resource, name: &str) -> String {
    match it.int(name) {
        0 => String::new(),
        at => numbered::minute(at),
    }
}

/// The interfaces of an instance, the primary one first.
pub(in crate::ecs) fn interfaces(cx: &mut Cx<'_>, it: &Resource) -> Result<Vec<Resource>> {
    let account = cx.account().to_owned();
    let mut all = resources::held(cx.tx, &INTERFACE, &account, &it.id)?;
    all.sort_by_key(|it| it.int("DeviceIndex"));
    Ok(all)
}

/// What of an instance with these interfaces all answers have.
pub(in crate::ecs) fn shared(
    cx: &mut Cx<'_>,
    it: &Resource,
    all: &[Resource],
) -> Result<Map<String, Value>> {
    let account = cx.account().to_owned();
    let state = states::of(it, cx.now).to_owned();
    let kind = catalogue::instance_type(it.text("InstanceType"));
    let primary = all.iter().find(|it| it.text("Type") == "Primary");
    let groups = match primary {
        Some(primary) => members::groups(cx.tx, &account, &primary.id)?,
        None => Vec::new(),
    };
    let eip = network::address_of(cx, &it.id)?;
    let eip = match eip {
        Some(eip) => json!({
            "AllocationId": eip.allocation_id,
            "IpAddress": eip.address,
            "InternetChargeType": eip.internet_charge_type,
            "Bandwidth": eip.bandwidth,
        }),
        None => json!({"AllocationId": "", "IpAddress": "", "InternetChargeType": ""}),
    };
    let public: Vec<&str> =
        Some(it.text("PublicIp")).filter(|it| !it.is_empty()).into_iter().collect();
    let stopped = match (state.as_str(), it.text("StoppedMode")) {
        ("Stopped", "") => "KeepCharging",
        ("Stopped", mode) => mode,
        _ => "Not-applicable",
    };
    let expired = match it.text("ExpiredTime") {
        "" => "2099-12-31T15:59Z",
        text => text,
    };
    let mut row = json!({
        "InstanceId": it.id,
        "InstanceName": it.name,
        "RegionId": it.region,
        "ZoneId": it.zone,
        "ClusterId": "",
        "Cpu": kind.map_or(0, |it| it.cores),
        "Memory": kind.map_or(0, |it| it.memory * 1024),
        "Status": state,
        "StoppedMode": stopped,
        "InstanceNetworkType": "vpc",
        "InternetMaxBandwidthIn": it.int("InternetMaxBandwidthIn"),
        "InternetMaxBandwidthOut": it.int("InternetMaxBandwidthOut"),
        "CreationTime": numbered::minute(it.made),
        "ExpiredTime": expired,
        "VlanId": "",
        "SecurityGroupIds": {"SecurityGroupId": groups},
        "InnerIpAddress": {"IpAddress": []},
        "PublicIpAddress": {"IpAddress": public},
        "EipAddress": eip,
        "VpcAttributes": {
            "VpcId": it.network,
            "VSwitchId": it.subnet,
            "NatIpAddress": "",
            "PrivateIpAddress": {"IpAddress": primary.map(holding::address).into_iter().collect::<Vec<_>>()},
        },
        "OperationLocks": {"LockReason": []},
    });
    for name in [
        "Description",
        "HostName",
        "InstanceType",
        "ImageId",
        "SerialNumber",
        "InstanceChargeType",
        "InternetChargeType",
        "CreditSpecification",
    ] {
        row[name] = it.text(name).into();
    }
    Ok(row.as_object().cloned().unwrap_or_default())
}

/// The row of an instance in a list; `options` says whether it shows the metadata options.
pub(in crate::ecs) fn row(cx: &mut Cx<'_>, it: &Resource, options: bool) -> Result<Value> {
    let all = interfaces(cx, it)?;
    let mut row = Value::Object(shared(cx, it, &all)?);
    let kind = catalogue::instance_type(it.text("InstanceType"));
    let gpus = kind.map_or(0, InstanceType::gpus);
    let interface = |one: &Resource| {
        json!({
            "NetworkInterfaceId": one.id,
            "MacAddress": one.text("MacAddress"),
            "Type": one.text("Type"),
            "PrimaryIpAddress": holding::address(one),
            "PrivateIpSets": holding::addresses(one),
            "Ipv6Sets": holding::ipv6_addresses(one),
        })
    };
    let all: Vec<Value> = all.iter().map(interface).collect();
    let more = json!({
        "InstanceTypeFamily": catalogue::family(it.text("InstanceType")),
        "CpuOptions": {
            "CoreCount": kind.map_or(1, |it| (it.cores / 2).max(1)),
            "ThreadsPerCore": if kind.is_some_and(|it| it.cores > 1) { 2 } else { 1 },
            "Numa": "ON",
        },
        "SpotPriceLimit": it.body.get("SpotPriceLimit").cloned().unwrap_or_else(|| 0.0.into()),
        "SpotDuration": it.int("SpotDuration"),
        "SaleCycle": "",
        "StartTime": time(it, "StartedAt"),
        "AutoReleaseTime": it.text("AutoReleaseTime"),
        "DeletionProtection": it.flag("DeletionProtection"),
        "DeviceAvailable": true,
        "IoOptimized": true,
        "Recyclable": false,
        "GPUAmount": gpus,
        "GPUSpec": if gpus > 0 { "NVIDIA T4" } else { "" },
        "LocalStorageAmount": 0,
        "ResourceGroupId": it.group,
        "ISP": "",
        "NetworkInterfaces": {"NetworkInterface": all},
        "MetadataOptions": {"HttpEndpoint": "", "HttpTokens": ""},
        "DedicatedInstanceAttribute": {"Tenancy": "", "Affinity": ""},
        "DedicatedHostAttribute": {
            "DedicatedHostId": "", "DedicatedHostName": "", "DedicatedHostClusterId": "",
        },
        "EcsCapacityReservationAttr": {
            "CapacityReservationId": "", "CapacityReservationPreference": "",
        },
        "HibernationOptions": {"Configured": false},
        "RdmaIpAddress": {"IpAddress": []},
        "Tags": tagged::shown(cx, &INSTANCE, &it.id)?,
    });
    if let Value::Object(more) = more {
        for (name, value) in more {
            row[name] = value;
        }
    }
    for name in [
        "OSType",
        "OSName",
        "OSNameEn",
        "SpotStrategy",
        "KeyPairName",
        "DeploymentSetId",
        "HpcClusterId",
    ] {
        row[name] = it.text(name).into();
    }
    if options {
        row["MetadataOptions"] = json!({
            "HttpEndpoint": it.text("HttpEndpoint"),
            "HttpTokens": it.text("HttpTokens"),
            "HttpPutResponseHopLimit": it.int("HopLimit"),
        });
    }
    Ok(row)
}
