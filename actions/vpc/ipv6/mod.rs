//! IPv6 gateways.

pub(in crate::vpc) mod gateways;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_ipv6_gateway;
pub(super) mod delete_ipv6_gateway;
pub(super) mod describe_ipv6_gateway_attribute;
pub(super) mod describe_ipv6_gateways;
pub(super) mod modify_ipv6_gateway_attribute;
