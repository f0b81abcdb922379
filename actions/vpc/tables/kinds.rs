//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{NoResource, Relation, ResourcePart, ResourceTable};

const TAGS: ResourcePart = ResourcePart::new("tags", "vpc_tag", &[("id", "resource")]);

pub(in crate::vpc) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new("vpc", ("VPCs", "专有网络"), "vpc_network", &["id"])
        .name("name")
        .also(&["router", "route_table"])
        .summary(&["region", "cidr", "is_default", "made"])
        .times(&["made", "ready"])
        .tally("vpc_network")
        .parts(&[TAGS])
        .relations(&[
            Relation::by(("vSwitches", "VPC"), ("vpc", "vswitch"), &[("id", "vpc")]),
            Relation::by(("route tables", "VPC"), ("vpc", "route-table"), &[("id", "vpc")]),
            Relation::by(("NAT gateways", "VPC"), ("vpc", "nat-gateway"), &[("id", "vpc")]),
            Relation::by(("network ACLs", "VPC"), ("vpc", "network-acl"), &[("id", "vpc")]),
            Relation::by(("IPv6 gateways", "VPC"), ("vpc", "ipv6-gateway"), &[("id", "vpc")]),
        ]),
    ResourceTable::new("vswitch", ("vSwitches", "交换机"), "vpc_vswitch", &["id"])
        .name("name")
        .summary(&["region", "zone", "vpc", "cidr", "used", "made"])
        .times(&["made", "since", "ready", "acl_ready"])
        .tally("vpc_vswitch")
        .parts(&[TAGS, ResourcePart::new("addresses", "vpc_address", &[("id", "vswitch")])]),
    ResourceTable::new("route-table", ("Route tables", "路由表"), "vpc_route_table", &["id"])
        .name("name")
        .summary(&["region", "vpc", "is_system", "made"])
        .times(&["made", "ready"])
        .tally("vpc_route_table")
        .parts(&[TAGS])
        .relations(&[Relation::by(
            ("entries", "route table"),
            ("vpc", "route-entry"),
            &[("id", "route_table")],
        )]),
    ResourceTable::new("route-entry", ("Route entries", "路由条目"), "vpc_route_entry", &["id"])
        .name("cidr")
        .summary(&["route_table", "cidr", "hop_type", "hop", "is_system"])
        .times(&["made", "changed", "ready"])
        .tally("vpc_route_entry"),
    ResourceTable::new("eip", ("Elastic IP addresses", "弹性公网 IP"), "vpc_eip", &["id"])
        .name("address")
        .also(&["address"])
        .summary(&["region", "address", "bandwidth", "owner_type", "owner", "made"])
        .times(&["made", "since", "ready"])
        .tally("vpc_eip")
        .parts(&[TAGS]),
    ResourceTable::new(
        "bandwidth-package",
        ("Shared bandwidth", "共享带宽"),
        "vpc_bandwidth_package",
        &["id"],
    )
    .name("name")
    .summary(&["region", "bandwidth", "internet_charge", "made"])
    .times(&["made"])
    .tally("vpc_bandwidth_package")
    .parts(&[TAGS])
    .relations(&[Relation::by(
        ("addresses", "shared bandwidth"),
        ("vpc", "eip"),
        &[("id", "package")],
    )]),
    ResourceTable::new("nat-gateway", ("NAT gateways", "NAT 网关"), "vpc_nat_gateway", &["id"])
        .name("name")
        .also(&["snat_table", "forward_table"])
        .summary(&["region", "vpc", "vswitch", "network_type", "made"])
        .times(&["made", "ready"])
        .tally("vpc_nat_gateway")
        .parts(&[TAGS])
        .relations(&[
            Relation::by(("SNAT entries", "NAT gateway"), ("vpc", "snat-entry"), &[("id", "nat")]),
            Relation::by(
                ("DNAT entries", "NAT gateway"),
                ("vpc", "forward-entry"),
                &[("id", "nat")],
            ),
            Relation::by(("addresses", "NAT gateway"), ("vpc", "eip"), &[("id", "owner")]),
        ]),
    ResourceTable::new("snat-entry", ("SNAT entries", "SNAT 条目"), "vpc_snat_entry", &["id"])
        .name("name")
        .summary(&["nat", "vswitch", "cidr", "ips", "made"])
        .times(&["made", "since", "ready"])
        .tally("vpc_snat_entry"),
    ResourceTable::new(
        "forward-entry",
        ("DNAT entries", "DNAT 条目"),
        "vpc_forward_entry",
        &["id"],
    )
    .name("name")
    .summary(&["nat", "external_ip", "external_port", "internal_ip", "internal_port", "protocol"])
    .times(&["made", "since", "ready"])
    .tally("vpc_forward_entry"),
    ResourceTable::new("network-acl", ("Network ACLs", "网络 ACL"), "vpc_network_acl", &["id"])
        .name("name")
        .summary(&["region", "vpc", "made"])
        .times(&["made", "since", "ready"])
        .tally("vpc_network_acl")
        .parts(&[TAGS])
        .relations(&[Relation::by(
            ("vSwitches", "network ACL"),
            ("vpc", "vswitch"),
            &[("id", "acl")],
        )]),
    ResourceTable::new("ipv6-gateway", ("IPv6 gateways", "IPv6 网关"), "vpc_ipv6_gateway", &["id"])
        .name("name")
        .summary(&["region", "vpc", "made"])
        .times(&["made", "ready"])
        .tally("vpc_ipv6_gateway")
        .parts(&[TAGS]),
    ResourceTable::new("setting", ("VPC settings", "VPC 设置"), "vpc_setting", &["account"])
        .summary(&["doc"]),
];

pub(in crate::vpc) const NO_RESOURCES: &[NoResource] = &[];
