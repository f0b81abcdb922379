//! Snapshots.

pub(in crate::ecs) mod taking;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_snapshot;
pub(super) mod delete_snapshot;
pub(super) mod describe_snapshots;
pub(super) mod modify_snapshot_attribute;
