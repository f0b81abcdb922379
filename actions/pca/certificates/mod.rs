//! The certificates that authorities issue.

pub(super) mod end_entity;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_client_certificate;
pub(super) mod create_revoke_client_certificate;
pub(super) mod create_server_certificate;
pub(super) mod delete_client_certificate;
pub(super) mod describe_client_certificate;
pub(super) mod describe_client_certificate_status;
pub(super) mod list_client_certificate;
pub(super) mod upload_pca_cert_to_cas;
