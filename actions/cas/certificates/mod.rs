//! Certificates that were uploaded or issued, and requests for them.

pub(super) mod algorithms;
pub(super) mod certificate_chain;
pub(super) mod csr_rules;
pub(super) mod expiry;
pub(super) mod job_lookups;
pub(super) mod stored_keys;
pub(super) mod uploads;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_csr;
pub(super) mod decrypt;
pub(super) mod delete_csr;
pub(super) mod delete_user_certificate;
pub(super) mod encrypt;
pub(super) mod get_certificate_detail;
pub(super) mod get_csr_detail;
pub(super) mod get_user_certificate_detail;
pub(super) mod list_certificates;
pub(super) mod list_csr;
pub(super) mod list_trustee_order;
pub(super) mod list_user_certificate_order;
pub(super) mod share_certificate;
pub(super) mod sign;
pub(super) mod update_csr;
pub(super) mod upload_csr;
pub(super) mod upload_user_certificate;
pub(super) mod verify;
