//! Network interfaces.

pub(in crate::ecs) mod finding;
pub(in crate::ecs) mod holding;
pub(in crate::ecs) mod interface_rows;
pub(in crate::ecs) mod ipv6_addresses;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod assign_ipv6_addresses;
pub(super) mod assign_private_ip_addresses;
pub(super) mod attach_network_interface;
pub(super) mod create_network_interface;
pub(super) mod delete_network_interface;
pub(super) mod describe_network_interface_attribute;
pub(super) mod describe_network_interfaces;
pub(super) mod detach_network_interface;
pub(super) mod modify_network_interface_attribute;
pub(super) mod unassign_ipv6_addresses;
pub(super) mod unassign_private_ip_addresses;
