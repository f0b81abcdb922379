//! Disks, as answers show them.

use serde_json::{Value, json};

use crate::{
    Cx, Result,
    ecs::{
        states,
        tables::resources::{DISK, Resource},
        tagged,
    },
    shared::format,
};

/// How many operations a disk takes each second (modelled after the vendor's formulas).
fn speed(it: &Resource) -> i64 {
    let size = it.int("Size");
    match (it.text("Category"), it.text("PerformanceLevel")) {
        ("cloud_efficiency", _) => (1800 + 8 * size).min(5000),
        ("cloud_ssd", _) => (1800 + 30 * size).min(25_000),
        ("cloud_essd", "PL0") => (1800 + 12 * size).min(10_000),
        ("cloud_essd", "PL2") => (1800 + 50 * size).min(100_000),
        ("cloud_essd", "PL3") => (1800 + 50 * size).min(1_000_000),
        ("cloud_essd" | "cloud_auto", _) => (1800 + 50 * size).min(50_000),
        ("cloud_essd_entry", _) => (1800 + 8 * size).min(6000),
        _ => 300,
    }
}

/// A time that something has, or nothing.
fn time(it: &Resource, name: &str) -> String {
    match it.int(name) {
        0 => String::new(),
        at => format::iso(at),
    }
}

/// The row of a disk.
pub(in crate::ecs) fn row(cx: &mut Cx<'_>, it: &Resource) -> Result<Value> {
    let state = states::of(it, cx.now).to_owned();
    let holder = match (state.as_str(), it.holder.as_str()) {
        ("Detaching", "") => it.text("Leaving"),
        (_, holder) => holder,
    };
    let attached = !holder.is_empty();
    let (speed, device) = (speed(it), if attached { it.text("Device") } else { "" });
    let since = if attached { time(it, "AttachedAt") } else { String::new() };
    let attachments = if attached {
        json!([{"InstanceId": holder, "Device": device, "AttachedTime": since}])
    } else {
        json!([])
    };
    let mut row = json!({
        "DiskId": it.id,
        "DiskName": it.name,
        "RegionId": it.region,
        "ZoneId": it.zone,
        "Size": it.int("Size"),
        "Status": state,
        "InstanceId": holder,
        "Device": device,
        "Portable": it.flag("Portable"),
        "DeleteWithInstance": it.flag("DeleteWithInstance"),
        "DeleteAutoSnapshot": it.flag("DeleteAutoSnapshot"),
        "EnableAutoSnapshot": it.flag("EnableAutoSnapshot"),
        "EnableAutomatedSnapshotPolicy": !it.text("AutoSnapshotPolicyId").is_empty(),
        "Encrypted": it.flag("Encrypted"),
        "ExpiredTime": "2099-12-31T15:59Z",
        "CreationTime": format::iso(it.made),
        "AttachedTime": since,
        "DetachedTime": time(it, "DetachedAt"),
        "SerialNumber": it.id.strip_prefix("d-").unwrap_or(&it.id),
        "IOPS": speed,
        "IOPSRead": speed,
        "IOPSWrite": speed,
        "Throughput": (100 + it.int("Size") / 4).min(350),
        "MountInstanceNum": i64::from(attached),
        "StorageSetId": "",
        "ProductCode": "",
        "BdfId": "",
        "ResourceGroupId": it.group,
        "ProvisionedIops": it.int("ProvisionedIops"),
        "BurstingEnabled": it.flag("BurstingEnabled"),
        "OperationLocks": {"OperationLock": []},
        "MountInstances": {"MountInstance": []},
        "Attachments": {"Attachment": attachments},
        "Tags": tagged::shown(cx, &DISK, &it.id)?,
    });
    for name in [
        "Description",
        "Type",
        "Category",
        "PerformanceLevel",
        "ImageId",
        "SourceSnapshotId",
        "AutoSnapshotPolicyId",
        "KMSKeyId",
        "MultiAttach",
        "DiskChargeType",
    ] {
        row[name] = it.text(name).into();
    }
    Ok(row)
}
