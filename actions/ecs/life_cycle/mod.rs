//! Instances that are started, stopped and deleted.

pub(in crate::ecs) mod moves;
pub(in crate::ecs) mod timed;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_instance;
pub(super) mod delete_instances;
pub(super) mod reboot_instance;
pub(super) mod reboot_instances;
pub(super) mod start_instance;
pub(super) mod start_instances;
pub(super) mod stop_instance;
pub(super) mod stop_instances;
