//! KMS instances.

pub(super) mod connection;
pub(super) mod held_instances;
pub(super) mod instance_states;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod connect_kms_instance;
pub(super) mod get_default_kms_instance;
pub(super) mod get_kms_instance;
pub(super) mod get_kms_instance_quota_infos;
pub(super) mod list_kms_instances;
pub(super) mod release_kms_instance;
pub(super) mod update_kms_instance;
pub(super) mod update_kms_instance_bind_vpc;
