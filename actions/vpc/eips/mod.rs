//! Elastic IP addresses.

pub(in crate::vpc) mod bindings;
pub(in crate::vpc) mod life;
pub(in crate::vpc) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod allocate_eip_address;
pub(super) mod associate_eip_address;
pub(super) mod describe_eip_addresses;
pub(super) mod modify_eip_address_attribute;
pub(super) mod release_eip_address;
pub(super) mod unassociate_eip_address;
