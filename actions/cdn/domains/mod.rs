//! Domains.

pub(crate) mod domain_states;
pub(crate) mod grouped;
pub(crate) mod life;
mod sources;
pub(crate) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_cdn_domain;
pub(super) mod batch_add_cdn_domain;
pub(super) mod batch_start_cdn_domain;
pub(super) mod batch_stop_cdn_domain;
pub(super) mod batch_update_cdn_domain;
pub(super) mod delete_cdn_domain;
pub(super) mod describe_cdn_deleted_domains;
pub(super) mod describe_cdn_domain_detail;
pub(super) mod describe_domain_cname;
pub(super) mod describe_domains_by_source;
pub(super) mod describe_user_domains;
pub(super) mod modify_cdn_domain;
pub(super) mod modify_cdn_domain_schdm_by_property;
pub(super) mod start_cdn_domain;
pub(super) mod stop_cdn_domain;
