//! Certificates of domains.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_set_dcdn_domain_certificate;
pub(super) mod describe_dcdn_certificate_detail;
pub(super) mod describe_dcdn_certificate_list;
pub(super) mod describe_dcdn_domain_by_certificate;
pub(super) mod describe_dcdn_domain_certificate_info;
pub(super) mod describe_dcdn_https_domain_list;
pub(super) mod describe_dcdn_ssl_certificate_list;
pub(super) mod describe_dcdn_user_certificate_expire_count;
pub(super) mod set_dcdn_domain_certificate;
pub(super) mod set_dcdn_domain_ssl_certificate;
