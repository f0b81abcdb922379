//! Groups that provide instances of several types.

mod configurations;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_auto_provisioning_group;
