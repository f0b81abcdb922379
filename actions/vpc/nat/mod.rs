//! NAT gateways, with their SNAT and DNAT entries.

pub(in crate::vpc) mod forward_entries;
pub(in crate::vpc) mod life;
pub(in crate::vpc) mod snat_entries;
pub(in crate::vpc) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_forward_entry;
pub(super) mod create_nat_gateway;
pub(super) mod create_snat_entry;
pub(super) mod delete_forward_entry;
pub(super) mod delete_nat_gateway;
pub(super) mod delete_snat_entry;
pub(super) mod describe_forward_table_entries;
pub(super) mod describe_nat_gateways;
pub(super) mod describe_snat_table_entries;
pub(super) mod get_nat_gateway_attribute;
pub(super) mod list_enhanhced_nat_gateway_available_zones;
pub(super) mod modify_forward_entry;
pub(super) mod modify_nat_gateway_attribute;
pub(super) mod modify_nat_gateway_spec;
pub(super) mod modify_snat_entry;
