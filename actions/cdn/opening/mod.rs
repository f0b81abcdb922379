//! How the product is opened, and what it knows of the network.

pub(crate) mod openings;
pub(crate) mod places;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_cdn_region_and_isp;
pub(super) mod describe_cdn_service;
pub(super) mod describe_ip_info;
pub(super) mod open_cdn_service;
