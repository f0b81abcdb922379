//! How the product is opened, and what it knows of the network.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_dcdn_ip_info;
pub(super) mod describe_dcdn_region_and_isp;
pub(super) mod describe_dcdn_service;
pub(super) mod open_dcdn_service;
