//! Functions of domains.

pub(crate) mod configs;
mod known_functions;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_delete_cdn_domain_config;
pub(super) mod batch_set_cdn_domain_config;
pub(super) mod delete_specific_config;
pub(super) mod describe_cdn_domain_configs;
