//! Functions of domains.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_delete_dcdn_domain_configs;
pub(super) mod batch_set_dcdn_domain_configs;
pub(super) mod delete_dcdn_specific_config;
pub(super) mod describe_dcdn_domain_configs;
