//! Virtual Private Cloud (Vpc): VPCs with their routers and route tables, vSwitches with their addresses, elastic IP addresses and
//! shared bandwidth, NAT gateways, network ACLs, IPv6 gateways.
//!
//! Instances and network interfaces belong to another product, which asks for addresses ([`addresses`]), for networks
//! ([`networks_of_products`]) and for what is associated with them ([`eips_of_products`]); what this product has to know of
//! them that one declares ([`NetworkUser`](crate::core::network_users::NetworkUser)).

use crate::{Entry, Product, ports::due::DueWork};

mod acls;
pub mod addresses;
mod bandwidth;
mod cidr;
mod control;
mod eips;
pub mod eips_of_products;
mod faults;
mod grouped;
mod groups_of_resources;
mod ipv6;
mod lists;
mod nat;
mod networks;
pub mod networks_of_products;
mod places;
mod routes;
mod seed;
mod tables;
mod tags;
mod vswitches;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<bandwidth::add_common_bandwidth_package_ip::AddCommonBandwidthPackageIp>(),
    Entry::of::<bandwidth::add_common_bandwidth_package_ips::AddCommonBandwidthPackageIps>(),
    Entry::of::<eips::allocate_eip_address::AllocateEipAddress>(),
    Entry::of::<eips::associate_eip_address::AssociateEipAddress>(),
    Entry::of::<acls::associate_network_acl::AssociateNetworkAcl>(),
    Entry::of::<routes::associate_route_table::AssociateRouteTable>(),
    Entry::of::<networks::associate_vpc_cidr_block::AssociateVpcCidrBlock>(),
    Entry::of::<
        bandwidth::cancel_common_bandwidth_package_ip_bandwidth::CancelCommonBandwidthPackageIpBandwidth,
    >(),
    Entry::of::<bandwidth::create_common_bandwidth_package::CreateCommonBandwidthPackage>(),
    Entry::of::<vswitches::create_default_v_switch::CreateDefaultVSwitch>(),
    Entry::of::<networks::create_default_vpc::CreateDefaultVpc>(),
    Entry::of::<nat::create_forward_entry::CreateForwardEntry>(),
    Entry::of::<ipv6::create_ipv6_gateway::CreateIpv6Gateway>(),
    Entry::of::<nat::create_nat_gateway::CreateNatGateway>(),
    Entry::of::<acls::create_network_acl::CreateNetworkAcl>(),
    Entry::of::<routes::create_route_entries::CreateRouteEntries>(),
    Entry::of::<routes::create_route_entry::CreateRouteEntry>(),
    Entry::of::<routes::create_route_table::CreateRouteTable>(),
    Entry::of::<nat::create_snat_entry::CreateSnatEntry>(),
    Entry::of::<vswitches::create_v_switch::CreateVSwitch>(),
    Entry::of::<networks::create_vpc::CreateVpc>(),
    Entry::of::<bandwidth::delete_common_bandwidth_package::DeleteCommonBandwidthPackage>(),
    Entry::of::<nat::delete_forward_entry::DeleteForwardEntry>(),
    Entry::of::<ipv6::delete_ipv6_gateway::DeleteIpv6Gateway>(),
    Entry::of::<nat::delete_nat_gateway::DeleteNatGateway>(),
    Entry::of::<acls::delete_network_acl::DeleteNetworkAcl>(),
    Entry::of::<routes::delete_route_entries::DeleteRouteEntries>(),
    Entry::of::<routes::delete_route_entry::DeleteRouteEntry>(),
    Entry::of::<routes::delete_route_table::DeleteRouteTable>(),
    Entry::of::<nat::delete_snat_entry::DeleteSnatEntry>(),
    Entry::of::<vswitches::delete_v_switch::DeleteVSwitch>(),
    Entry::of::<networks::delete_vpc::DeleteVpc>(),
    Entry::of::<tags::deletion_protection::DeletionProtection>(),
    Entry::of::<bandwidth::describe_common_bandwidth_packages::DescribeCommonBandwidthPackages>(),
    Entry::of::<eips::describe_eip_addresses::DescribeEipAddresses>(),
    Entry::of::<nat::describe_forward_table_entries::DescribeForwardTableEntries>(),
    Entry::of::<ipv6::describe_ipv6_gateway_attribute::DescribeIpv6GatewayAttribute>(),
    Entry::of::<ipv6::describe_ipv6_gateways::DescribeIpv6Gateways>(),
    Entry::of::<nat::describe_nat_gateways::DescribeNatGateways>(),
    Entry::of::<acls::describe_network_acl_attributes::DescribeNetworkAclAttributes>(),
    Entry::of::<acls::describe_network_acls::DescribeNetworkAcls>(),
    Entry::of::<places::describe_regions::DescribeRegions>(),
    Entry::of::<routes::describe_route_entry_list::DescribeRouteEntryList>(),
    Entry::of::<routes::describe_route_table_list::DescribeRouteTableList>(),
    Entry::of::<routes::describe_route_tables::DescribeRouteTables>(),
    Entry::of::<nat::describe_snat_table_entries::DescribeSnatTableEntries>(),
    Entry::of::<networks::describe_v_routers::DescribeVRouters>(),
    Entry::of::<vswitches::describe_v_switch_attributes::DescribeVSwitchAttributes>(),
    Entry::of::<vswitches::describe_v_switches::DescribeVSwitches>(),
    Entry::of::<networks::describe_vpc_attribute::DescribeVpcAttribute>(),
    Entry::of::<networks::describe_vpcs::DescribeVpcs>(),
    Entry::of::<places::describe_zones::DescribeZones>(),
    Entry::of::<nat::get_nat_gateway_attribute::GetNatGatewayAttribute>(),
    Entry::of::<routes::get_vpc_route_entry_summary::GetVpcRouteEntrySummary>(),
    Entry::of::<
        nat::list_enhanhced_nat_gateway_available_zones::ListEnhanhcedNatGatewayAvailableZones,
    >(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<
        bandwidth::modify_common_bandwidth_package_attribute::ModifyCommonBandwidthPackageAttribute,
    >(),
    Entry::of::<
        bandwidth::modify_common_bandwidth_package_ip_bandwidth::ModifyCommonBandwidthPackageIpBandwidth,
    >(),
    Entry::of::<bandwidth::modify_common_bandwidth_package_spec::ModifyCommonBandwidthPackageSpec>(
    ),
    Entry::of::<eips::modify_eip_address_attribute::ModifyEipAddressAttribute>(),
    Entry::of::<nat::modify_forward_entry::ModifyForwardEntry>(),
    Entry::of::<ipv6::modify_ipv6_gateway_attribute::ModifyIpv6GatewayAttribute>(),
    Entry::of::<nat::modify_nat_gateway_attribute::ModifyNatGatewayAttribute>(),
    Entry::of::<nat::modify_nat_gateway_spec::ModifyNatGatewaySpec>(),
    Entry::of::<acls::modify_network_acl_attributes::ModifyNetworkAclAttributes>(),
    Entry::of::<routes::modify_route_entry::ModifyRouteEntry>(),
    Entry::of::<routes::modify_route_table_attributes::ModifyRouteTableAttributes>(),
    Entry::of::<nat::modify_snat_entry::ModifySnatEntry>(),
    Entry::of::<networks::modify_v_router_attribute::ModifyVRouterAttribute>(),
    Entry::of::<vswitches::modify_v_switch_attribute::ModifyVSwitchAttribute>(),
    Entry::of::<networks::modify_vpc_attribute::ModifyVpcAttribute>(),
    Entry::of::<tags::move_resource_group::MoveResourceGroup>(),
    Entry::of::<eips::release_eip_address::ReleaseEipAddress>(),
    Entry::of::<bandwidth::remove_common_bandwidth_package_ip::RemoveCommonBandwidthPackageIp>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::un_tag_resources::UnTagResources>(),
    Entry::of::<eips::unassociate_eip_address::UnassociateEipAddress>(),
    Entry::of::<acls::unassociate_network_acl::UnassociateNetworkAcl>(),
    Entry::of::<routes::unassociate_route_table::UnassociateRouteTable>(),
    Entry::of::<networks::unassociate_vpc_cidr_block::UnassociateVpcCidrBlock>(),
    Entry::of::<acls::update_network_acl_entries::UpdateNetworkAclEntries>(),
];
// The end of the list.

/// The actions that the version 2014-05-26 of ECS serves too, on the same state and under the same names in policies (assumed): its
/// product lists each with [`Entry::shared`].
pub const SERVED_BY_ECS: [&str; 26] = [
    "AllocateEipAddress",
    "AssociateEipAddress",
    "CreateForwardEntry",
    "CreateNatGateway",
    "CreateRouteEntry",
    "CreateVSwitch",
    "CreateVpc",
    "DeleteForwardEntry",
    "DeleteNatGateway",
    "DeleteRouteEntry",
    "DeleteVSwitch",
    "DeleteVpc",
    "DescribeEipAddresses",
    "DescribeForwardTableEntries",
    "DescribeNatGateways",
    "DescribeRouteTables",
    "DescribeVRouters",
    "DescribeVSwitches",
    "DescribeVpcs",
    "ModifyEipAddressAttribute",
    "ModifyForwardEntry",
    "ModifyVRouterAttribute",
    "ModifyVSwitchAttribute",
    "ModifyVpcAttribute",
    "ReleaseEipAddress",
    "UnassociateEipAddress",
];

/// The kinds of due work.
const DUE: &[DueWork] = &[eips::bindings::SETTLE, nat::life::GONE];

/// Virtual Private Cloud (Vpc 2016-04-28).
pub static VPC: Product = Product::new("vpc", "Vpc", "2016-04-28")
    .wording(faults::wording)
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded(
        "network ACLs, IPv6 gateways, associations of addresses, DNAT and SNAT entries, quotas and settings of networks",
    )
    .grouped(grouped::KINDS)
    .tags_of(tags::tag_sets::of_resource)
    .region_of(tags::kinds_of_tagged::region_of)
    .actions(ACTIONS);
