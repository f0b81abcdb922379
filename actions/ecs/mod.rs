//! ECS (Ecs 2014-05-26): instances with their disks and network interfaces, images and snapshots, security groups, key pairs, launch
//! templates. There are no machines behind instances: their states follow the clock, and nothing runs on them.

use crate::{Entry, Product, vpc::VPC};

mod attributes;
mod calls;
mod catalogue;
mod control;
mod disks;
mod faults;
mod given;
mod grouped;
mod groups;
mod images;
mod instances;
mod interfaces;
mod key_pairs;
mod life_cycle;
mod limits;
mod lists;
pub mod machines;
pub mod metadata;
mod names;
mod network;
mod networked;
mod numbered;
mod offers;
mod parameters;
mod policy_resources;
mod provisioning;
mod seed;
mod snapshots;
mod states;
mod tables;
mod tagged;
mod tagging;
mod templates;
mod time_filters;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<tagging::add_tags::AddTags>(),
    shared("AllocateEipAddress"),
    Entry::of::<attributes::allocate_public_ip_address::AllocatePublicIpAddress>(),
    Entry::of::<interfaces::assign_ipv6_addresses::AssignIpv6Addresses>(),
    Entry::of::<interfaces::assign_private_ip_addresses::AssignPrivateIpAddresses>(),
    shared("AssociateEipAddress"),
    Entry::of::<disks::attach_disk::AttachDisk>(),
    Entry::of::<attributes::attach_instance_ram_role::AttachInstanceRamRole>(),
    Entry::of::<key_pairs::attach_key_pair::AttachKeyPair>(),
    Entry::of::<interfaces::attach_network_interface::AttachNetworkInterface>(),
    Entry::of::<groups::authorize_security_group::AuthorizeSecurityGroup>(),
    Entry::of::<groups::authorize_security_group_egress::AuthorizeSecurityGroupEgress>(),
    Entry::of::<images::cancel_copy_image::CancelCopyImage>(),
    Entry::of::<images::copy_image::CopyImage>(),
    Entry::of::<provisioning::create_auto_provisioning_group::CreateAutoProvisioningGroup>(),
    Entry::of::<disks::create_disk::CreateDisk>(),
    shared("CreateForwardEntry"),
    Entry::of::<images::create_image::CreateImage>(),
    Entry::of::<instances::create_instance::CreateInstance>(),
    Entry::of::<key_pairs::create_key_pair::CreateKeyPair>(),
    Entry::of::<templates::create_launch_template::CreateLaunchTemplate>(),
    Entry::of::<templates::create_launch_template_version::CreateLaunchTemplateVersion>(),
    shared("CreateNatGateway"),
    Entry::of::<interfaces::create_network_interface::CreateNetworkInterface>(),
    shared("CreateRouteEntry"),
    Entry::of::<groups::create_security_group::CreateSecurityGroup>(),
    Entry::of::<snapshots::create_snapshot::CreateSnapshot>(),
    shared("CreateVSwitch"),
    shared("CreateVpc"),
    Entry::of::<disks::delete_disk::DeleteDisk>(),
    shared("DeleteForwardEntry"),
    Entry::of::<images::delete_image::DeleteImage>(),
    Entry::of::<life_cycle::delete_instance::DeleteInstance>(),
    Entry::of::<life_cycle::delete_instances::DeleteInstances>(),
    Entry::of::<key_pairs::delete_key_pairs::DeleteKeyPairs>(),
    Entry::of::<templates::delete_launch_template::DeleteLaunchTemplate>(),
    Entry::of::<templates::delete_launch_template_version::DeleteLaunchTemplateVersion>(),
    shared("DeleteNatGateway"),
    Entry::of::<interfaces::delete_network_interface::DeleteNetworkInterface>(),
    shared("DeleteRouteEntry"),
    Entry::of::<groups::delete_security_group::DeleteSecurityGroup>(),
    Entry::of::<snapshots::delete_snapshot::DeleteSnapshot>(),
    shared("DeleteVSwitch"),
    shared("DeleteVpc"),
    Entry::of::<offers::describe_account_attributes::DescribeAccountAttributes>(),
    Entry::of::<offers::describe_available_resource::DescribeAvailableResource>(),
    Entry::of::<disks::describe_disks::DescribeDisks>(),
    shared("DescribeEipAddresses"),
    shared("DescribeForwardTableEntries"),
    Entry::of::<images::describe_image_from_family::DescribeImageFromFamily>(),
    Entry::of::<images::describe_image_share_permission::DescribeImageSharePermission>(),
    Entry::of::<images::describe_image_support_instance_types::DescribeImageSupportInstanceTypes>(),
    Entry::of::<images::describe_images::DescribeImages>(),
    Entry::of::<
        attributes::describe_instance_attachment_attributes::DescribeInstanceAttachmentAttributes,
    >(),
    Entry::of::<instances::describe_instance_attribute::DescribeInstanceAttribute>(),
    Entry::of::<
        attributes::describe_instance_auto_renew_attribute::DescribeInstanceAutoRenewAttribute,
    >(),
    Entry::of::<
        attributes::describe_instance_maintenance_attributes::DescribeInstanceMaintenanceAttributes,
    >(),
    Entry::of::<attributes::describe_instance_ram_role::DescribeInstanceRamRole>(),
    Entry::of::<instances::describe_instance_status::DescribeInstanceStatus>(),
    Entry::of::<offers::describe_instance_type_families::DescribeInstanceTypeFamilies>(),
    Entry::of::<offers::describe_instance_types::DescribeInstanceTypes>(),
    Entry::of::<attributes::describe_instance_vnc_url::DescribeInstanceVncUrl>(),
    Entry::of::<instances::describe_instances::DescribeInstances>(),
    Entry::of::<key_pairs::describe_key_pairs::DescribeKeyPairs>(),
    Entry::of::<templates::describe_launch_template_versions::DescribeLaunchTemplateVersions>(),
    Entry::of::<templates::describe_launch_templates::DescribeLaunchTemplates>(),
    shared("DescribeNatGateways"),
    Entry::of::<interfaces::describe_network_interface_attribute::DescribeNetworkInterfaceAttribute>(
    ),
    Entry::of::<interfaces::describe_network_interfaces::DescribeNetworkInterfaces>(),
    Entry::of::<offers::describe_price::DescribePrice>(),
    Entry::of::<offers::describe_regions::DescribeRegions>(),
    shared("DescribeRouteTables"),
    Entry::of::<groups::describe_security_group_attribute::DescribeSecurityGroupAttribute>(),
    Entry::of::<groups::describe_security_group_references::DescribeSecurityGroupReferences>(),
    Entry::of::<groups::describe_security_groups::DescribeSecurityGroups>(),
    Entry::of::<snapshots::describe_snapshots::DescribeSnapshots>(),
    Entry::of::<offers::describe_spot_price_history::DescribeSpotPriceHistory>(),
    Entry::of::<tagging::describe_tags::DescribeTags>(),
    Entry::of::<attributes::describe_user_data::DescribeUserData>(),
    shared("DescribeVRouters"),
    shared("DescribeVSwitches"),
    shared("DescribeVpcs"),
    Entry::of::<offers::describe_zones::DescribeZones>(),
    Entry::of::<disks::detach_disk::DetachDisk>(),
    Entry::of::<attributes::detach_instance_ram_role::DetachInstanceRamRole>(),
    Entry::of::<key_pairs::detach_key_pair::DetachKeyPair>(),
    Entry::of::<interfaces::detach_network_interface::DetachNetworkInterface>(),
    Entry::of::<attributes::get_instance_console_output::GetInstanceConsoleOutput>(),
    Entry::of::<key_pairs::import_key_pair::ImportKeyPair>(),
    Entry::of::<tagging::join_resource_group::JoinResourceGroup>(),
    Entry::of::<groups::join_security_group::JoinSecurityGroup>(),
    Entry::of::<groups::leave_security_group::LeaveSecurityGroup>(),
    Entry::of::<tagging::list_tag_resources::ListTagResources>(),
    Entry::of::<disks::modify_disk_attribute::ModifyDiskAttribute>(),
    Entry::of::<disks::modify_disk_charge_type::ModifyDiskChargeType>(),
    Entry::of::<disks::modify_disk_spec::ModifyDiskSpec>(),
    shared("ModifyEipAddressAttribute"),
    shared("ModifyForwardEntry"),
    Entry::of::<images::modify_image_attribute::ModifyImageAttribute>(),
    Entry::of::<images::modify_image_share_permission::ModifyImageSharePermission>(),
    Entry::of::<attributes::modify_instance_attribute::ModifyInstanceAttribute>(),
    Entry::of::<attributes::modify_instance_auto_release_time::ModifyInstanceAutoReleaseTime>(),
    Entry::of::<attributes::modify_instance_auto_renew_attribute::ModifyInstanceAutoRenewAttribute>(
    ),
    Entry::of::<attributes::modify_instance_charge_type::ModifyInstanceChargeType>(),
    Entry::of::<
        attributes::modify_instance_maintenance_attributes::ModifyInstanceMaintenanceAttributes,
    >(),
    Entry::of::<attributes::modify_instance_metadata_options::ModifyInstanceMetadataOptions>(),
    Entry::of::<attributes::modify_instance_network_spec::ModifyInstanceNetworkSpec>(),
    Entry::of::<attributes::modify_instance_spec::ModifyInstanceSpec>(),
    Entry::of::<attributes::modify_instance_vpc_attribute::ModifyInstanceVpcAttribute>(),
    Entry::of::<
        templates::modify_launch_template_default_version::ModifyLaunchTemplateDefaultVersion,
    >(),
    Entry::of::<interfaces::modify_network_interface_attribute::ModifyNetworkInterfaceAttribute>(),
    Entry::of::<groups::modify_security_group_attribute::ModifySecurityGroupAttribute>(),
    Entry::of::<groups::modify_security_group_egress_rule::ModifySecurityGroupEgressRule>(),
    Entry::of::<groups::modify_security_group_policy::ModifySecurityGroupPolicy>(),
    Entry::of::<groups::modify_security_group_rule::ModifySecurityGroupRule>(),
    Entry::of::<snapshots::modify_snapshot_attribute::ModifySnapshotAttribute>(),
    shared("ModifyVRouterAttribute"),
    shared("ModifyVSwitchAttribute"),
    shared("ModifyVpcAttribute"),
    Entry::of::<disks::re_init_disk::ReInitDisk>(),
    Entry::of::<life_cycle::reboot_instance::RebootInstance>(),
    Entry::of::<life_cycle::reboot_instances::RebootInstances>(),
    shared("ReleaseEipAddress"),
    Entry::of::<tagging::remove_tags::RemoveTags>(),
    Entry::of::<attributes::renew_instance::RenewInstance>(),
    Entry::of::<disks::replace_system_disk::ReplaceSystemDisk>(),
    Entry::of::<disks::reset_disk::ResetDisk>(),
    Entry::of::<disks::resize_disk::ResizeDisk>(),
    Entry::of::<groups::revoke_security_group::RevokeSecurityGroup>(),
    Entry::of::<groups::revoke_security_group_egress::RevokeSecurityGroupEgress>(),
    Entry::of::<instances::run_instances::RunInstances>(),
    Entry::of::<life_cycle::start_instance::StartInstance>(),
    Entry::of::<life_cycle::start_instances::StartInstances>(),
    Entry::of::<life_cycle::stop_instance::StopInstance>(),
    Entry::of::<life_cycle::stop_instances::StopInstances>(),
    Entry::of::<tagging::tag_resources::TagResources>(),
    Entry::of::<interfaces::unassign_ipv6_addresses::UnassignIpv6Addresses>(),
    Entry::of::<interfaces::unassign_private_ip_addresses::UnassignPrivateIpAddresses>(),
    shared("UnassociateEipAddress"),
    Entry::of::<tagging::untag_resources::UntagResources>(),
];
// The end of the list.

/// An action on networks that this version offers too, on the state of their product (observed: packer and others call it here).
const fn shared(name: &str) -> Entry {
    Entry::shared(&VPC, name)
}

/// ECS (Ecs 2014-05-26).
pub static ECS: Product = Product::new("ecs", "Ecs", "2014-05-26")
    .wording(faults::wording)
    .denied(faults::denied)
    .failure(faults::emptied)
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(&[life_cycle::timed::RECLAIM, life_cycle::timed::RELEASE])
    .control(control::ROUTES)
    .grouped(grouped::KINDS)
    .network(&networked::NETWORKED)
    .in_arns(policy_resources::in_arns)
    .tags_of(tagging::tag_targets::of_resource)
    .region_of(tagging::tag_targets::region_of)
    .seeds(seed::KINDS)
    .unseeded("snapshots, launch templates and settings of ECS")
    .actions(ACTIONS);
