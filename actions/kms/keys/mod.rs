//! Keys.

pub(super) mod due_work;
pub(super) mod found_keys;
pub(super) mod key_filters;
pub(super) mod key_states;
pub(super) mod material;
pub(super) mod metadata;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod cancel_key_deletion;
pub(super) mod create_key;
pub(super) mod describe_key;
pub(super) mod disable_key;
pub(super) mod enable_key;
pub(super) mod list_keys;
pub(super) mod schedule_key_deletion;
pub(super) mod set_deletion_protection;
pub(super) mod update_key_description;
