//! Key pairs.

mod bindings;
pub(in crate::ecs) mod ssh_keys;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod attach_key_pair;
pub(super) mod create_key_pair;
pub(super) mod delete_key_pairs;
pub(super) mod describe_key_pairs;
pub(super) mod detach_key_pair;
pub(super) mod import_key_pair;
