//! Instances: how they come to be and what is said of them.

mod amounts;
pub(in crate::ecs) mod choices;
pub(in crate::ecs) mod creation;
mod default_group;
mod instance_filters;
pub(in crate::ecs) mod instance_rows;
mod naming;
pub(in crate::ecs) mod planning;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_instance;
pub(super) mod describe_instance_attribute;
pub(super) mod describe_instance_status;
pub(super) mod describe_instances;
pub(super) mod run_instances;
