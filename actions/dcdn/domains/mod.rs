//! Domains.

pub(crate) mod grouped;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_dcdn_domain;
pub(super) mod batch_add_dcdn_domain;
pub(super) mod batch_start_dcdn_domain;
pub(super) mod batch_stop_dcdn_domain;
pub(super) mod delete_dcdn_domain;
pub(super) mod describe_dcdn_deleted_domains;
pub(super) mod describe_dcdn_domain_cname;
pub(super) mod describe_dcdn_domain_detail;
pub(super) mod describe_dcdn_domains_by_source;
pub(super) mod describe_dcdn_user_domains;
pub(super) mod modify_d_cdn_domain_schdm_by_property;
pub(super) mod start_dcdn_domain;
pub(super) mod stop_dcdn_domain;
pub(super) mod update_dcdn_domain;
