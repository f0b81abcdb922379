//! Certificates of domains.

pub(crate) mod bindings;
pub(crate) mod matches;
pub(crate) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_set_cdn_domain_server_certificate;
pub(super) mod describe_cdn_certificate_detail;
pub(super) mod describe_cdn_certificate_detail_by_id;
pub(super) mod describe_cdn_certificate_list;
pub(super) mod describe_cdn_domain_by_certificate;
pub(super) mod describe_cdn_https_domain_list;
pub(super) mod describe_cdn_ssl_certificate_list;
pub(super) mod describe_certificate_info_by_id;
pub(super) mod describe_domain_certificate_info;
pub(super) mod describe_user_certificate_expire_count;
pub(super) mod set_cdn_domain_ssl_certificate;
pub(super) mod set_domain_server_certificate;
