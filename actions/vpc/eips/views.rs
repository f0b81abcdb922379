//! Elastic IP addresses in answers.

use serde::Serialize;

use crate::vpc::{
    eips::bindings,
    groups_of_resources,
    lists::Listed,
    tables::{eips::Eip, packages},
    tags::tag_sets::{self, ShownTag},
};
use crate::{
    Cx, Result,
    shared::{format, text::comma_list},
};

/// An address in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownEip {
    allocation_id: String,
    ip_address: String,
    name: String,
    description: String,
    /// Not published, and observed.
    descritpion: String,
    region_id: String,
    status: &'static str,
    instance_id: String,
    instance_type: String,
    instance_region_id: String,
    private_ip_address: String,
    bandwidth: String,
    eip_bandwidth: String,
    internet_charge_type: String,
    charge_type: String,
    #[serde(rename = "ISP")]
    isp: String,
    netmode: String,
    mode: String,
    allocation_time: String,
    expired_time: &'static str,
    business_status: &'static str,
    bandwidth_package_id: String,
    bandwidth_package_bandwidth: String,
    bandwidth_package_type: &'static str,
    resource_group_id: String,
    deletion_protection: bool,
    #[serde(rename = "HDMonitorStatus")]
    hd_monitor_status: &'static str,
    has_reservation_data: &'static str,
    second_limited: bool,
    service_managed: i64,
    segment_instance_id: &'static str,
    public_ip_address_pool_id: &'static str,
    vpc_id: String,
    zone: String,
    biz_type: &'static str,
    operation_locks: Listed<()>,
    /// Not published, and observed.
    available_regions: Listed<String>,
    security_protection_types: Listed<String>,
    tags: Listed<ShownTag>,
}

/// An address in a list.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: Eip) -> Result<ShownEip> {
    let package = packages::of_id(cx.tx, &it.package)?;
    let security = comma_list(&it.security).map(str::to_owned).collect();
    let own = if it.package_bandwidth > 0 { it.package_bandwidth } else { it.bandwidth };
    Ok(ShownEip {
        tags: tag_sets::shown(cx, &it.id)?,
        status: bindings::status(cx.now, &it),
        bandwidth: own.to_string(),
        eip_bandwidth: own.to_string(),
        allocation_time: format::iso(it.made),
        expired_time: "",
        business_status: "Normal",
        bandwidth_package_type: if package.is_some() { "CommonBandwidthPackage" } else { "" },
        bandwidth_package_bandwidth: package.map(|it| it.bandwidth.to_string()).unwrap_or_default(),
        resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
        hd_monitor_status: "OFF",
        has_reservation_data: "false",
        second_limited: false,
        service_managed: 0,
        segment_instance_id: "",
        public_ip_address_pool_id: "",
        biz_type: "Default",
        operation_locks: Listed("LockReason", Vec::new()),
        available_regions: Listed("AvailableRegion", vec![it.region.clone()]),
        security_protection_types: Listed("SecurityProtectionType", security),
        descritpion: it.description.clone(),
        allocation_id: it.id,
        ip_address: it.address,
        name: it.name,
        description: it.description,
        region_id: it.region,
        instance_id: it.owner,
        instance_type: it.owner_type,
        instance_region_id: it.owner_region,
        private_ip_address: it.private_ip,
        internet_charge_type: it.internet_charge,
        charge_type: it.charge,
        isp: it.isp,
        netmode: it.netmode,
        mode: it.mode,
        bandwidth_package_id: it.package,
        deletion_protection: it.protected,
        vpc_id: it.vpc,
        zone: it.zone,
    })
}
