//! Secrets.

pub(super) mod found_secrets;
pub(super) mod managed;
pub(super) mod secret_due_work;
pub(super) mod secret_values;
pub(super) mod secret_view;
pub(super) mod version_labels;
pub(super) mod wanted_values;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod batch_get_secret_value;
pub(super) mod create_secret;
pub(super) mod delete_secret;
pub(super) mod describe_secret;
pub(super) mod get_random_password;
pub(super) mod get_secret_value;
pub(super) mod list_secret_version_ids;
pub(super) mod list_secrets;
pub(super) mod put_secret_value;
pub(super) mod restore_secret;
pub(super) mod rotate_secret;
pub(super) mod update_secret;
pub(super) mod update_secret_rotation_policy;
pub(super) mod update_secret_version_stage;
