//! Shared bandwidth: which addresses are in it, and what answers say of it.

use serde::Serialize;

use crate::vpc::{
    faults::eips::{
        IN_A_PACKAGE, MANY_PACKAGE_EIPS, NO_IP_INSTANCE, NO_PACKAGE, NOT_IN_PACKAGE, PREPAID_EIP,
    },
    groups_of_resources,
    lists::{self, Listed},
    tables::{
        eips::{self, Eip},
        packages::{self, Package},
    },
    tags::tag_sets::{self, ShownTag},
};
use crate::{
    Cx, Result,
    shared::{format, text::comma_list},
};

/// The type of shared bandwidth that is tagged.
pub(in crate::vpc) const TAGGED: &str = "COMMONBANDWIDTHPACKAGE";
/// How much bandwidth there is at least and at most, in Mbit/s (documented).
pub(in crate::vpc) const RANGE: std::ops::RangeInclusive<i64> = 1..=1000;

/// The shared bandwidth that a call names.
pub(in crate::vpc) fn named(cx: &mut Cx<'_>, id: &str, region: &String) -> Result<Package> {
    lists::found(cx, packages::of_id, (id, Some(region)), NO_PACKAGE)
}

/// The address of a call about shared bandwidth.
pub(in crate::vpc) fn eip(cx: &mut Cx<'_>, id: &str, region: &String) -> Result<Eip> {
    lists::found(cx, eips::of_id, (id, Some(region)), NO_IP_INSTANCE)
}

/// Puts an address into shared bandwidth.
pub(in crate::vpc) fn add(
    cx: &mut Cx<'_>,
    package: &Package,
    (id, region): (&str, &String),
) -> Result<()> {
    let mut eip = eip(cx, id, region)?;
    if !eip.package.is_empty() {
        return Err(IN_A_PACKAGE.into());
    }
    if eip.charge == "PrePaid" {
        return Err(PREPAID_EIP.into());
    }
    let held = eips::of_package(cx.tx, &package.id)?.len();
    if i64::try_from(held).unwrap_or(i64::MAX) >= lists::settings(cx)?.max_package_eips {
        return Err(MANY_PACKAGE_EIPS.into());
    }
    package.id.clone_into(&mut eip.package);
    eip.package_bandwidth = 0;
    Ok(eips::put(cx.tx, &mut eip)?)
}

/// An address that is in shared bandwidth.
pub(in crate::vpc) fn within(
    cx: &mut Cx<'_>,
    package: &Package,
    (id, region): (&str, &String),
) -> Result<Eip> {
    let eip = eip(cx, id, region)?;
    if eip.package == package.id { Ok(eip) } else { Err(NOT_IN_PACKAGE.into()) }
}

/// Takes an address out of shared bandwidth.
pub(in crate::vpc) fn remove(cx: &mut Cx<'_>, mut eip: Eip) -> Result<()> {
    eip.package.clear();
    eip.package_bandwidth = 0;
    Ok(eips::put(cx.tx, &mut eip)?)
}

/// Shared bandwidth in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownPackage {
    bandwidth_package_id: String,
    name: String,
    description: String,
    bandwidth: String,
    internet_charge_type: String,
    instance_charge_type: &'static str,
    ratio: i64,
    #[serde(rename = "ISP")]
    isp: String,
    status: &'static str,
    business_status: &'static str,
    creation_time: String,
    expired_time: &'static str,
    region_id: String,
    resource_group_id: String,
    deletion_protection: bool,
    has_reservation_data: &'static str,
    service_managed: i64,
    zone: String,
    biz_type: &'static str,
    public_ip_addresses: Listed<ShownIp>,
    security_protection_types: Listed<String>,
    tags: Listed<ShownTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownIp {
    ip_address: String,
    allocation_id: String,
    bandwidth_package_ip_relation_status: &'static str,
}

/// Shared bandwidth in a list.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: Package) -> Result<ShownPackage> {
    let ip = |it: Eip| ShownIp {
        ip_address: it.address,
        allocation_id: it.id,
        bandwidth_package_ip_relation_status: "BINDED",
    };
    let ips = eips::of_package(cx.tx, &it.id)?.into_iter().map(ip).collect();
    let security = comma_list(&it.security).map(str::to_owned).collect();
    Ok(ShownPackage {
        tags: tag_sets::shown(cx, &it.id)?,
        bandwidth: it.bandwidth.to_string(),
        instance_charge_type: "PostPaid",
        status: "Available",
        business_status: "Normal",
        creation_time: format::iso(it.made),
        expired_time: "",
        resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
        has_reservation_data: "false",
        service_managed: 0,
        biz_type: "Default",
        public_ip_addresses: Listed("PublicIpAddresse", ips),
        security_protection_types: Listed("SecurityProtectionType", security),
        bandwidth_package_id: it.id,
        name: it.name,
        description: it.description,
        internet_charge_type: it.internet_charge,
        ratio: it.ratio,
        isp: it.isp,
        region_id: it.region,
        deletion_protection: it.protected,
        zone: it.zone,
    })
}
