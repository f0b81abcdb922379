//! Certificate warehouses and private authorities.

pub(super) mod warehouse_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_warehouse;
pub(super) mod create_wh_client_certificate;
pub(super) mod delete_pca_cert;
pub(super) mod delete_warehouse;
pub(super) mod describe_warehouse_cert;
pub(super) mod get_cert_warehouse_quota;
pub(super) mod list_cert;
pub(super) mod list_cert_warehouse;
pub(super) mod list_warehouse;
pub(super) mod revoke_wh_client_certificate;
pub(super) mod upload_pca_cert;
