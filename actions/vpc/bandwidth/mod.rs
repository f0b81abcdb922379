//! Shared bandwidth.

pub(in crate::vpc) mod packages_of_eips;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_common_bandwidth_package_ip;
pub(super) mod add_common_bandwidth_package_ips;
pub(super) mod cancel_common_bandwidth_package_ip_bandwidth;
pub(super) mod create_common_bandwidth_package;
pub(super) mod delete_common_bandwidth_package;
pub(super) mod describe_common_bandwidth_packages;
pub(super) mod modify_common_bandwidth_package_attribute;
pub(super) mod modify_common_bandwidth_package_ip_bandwidth;
pub(super) mod modify_common_bandwidth_package_spec;
pub(super) mod remove_common_bandwidth_package_ip;
