//! Domains: what their DNS records must be, and which of them are there.

pub(super) mod domain_control;
pub(super) mod domain_records;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod change_domain_dkim_record;
pub(super) mod check_domain;
pub(super) mod create_domain;
pub(super) mod delete_domain;
pub(super) mod desc_domain;
pub(super) mod modify_pw_by_domain;
pub(super) mod query_domain_by_param;
