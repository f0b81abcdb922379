//! What is offered: regions, zones, instance types, stock and prices.

mod type_rows;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_account_attributes;
pub(super) mod describe_available_resource;
pub(super) mod describe_instance_type_families;
pub(super) mod describe_instance_types;
pub(super) mod describe_price;
pub(super) mod describe_regions;
pub(super) mod describe_spot_price_history;
pub(super) mod describe_zones;
