//! The vSwitches.

pub(in crate::vpc) mod life;
pub(in crate::vpc) mod views;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_default_v_switch;
pub(super) mod create_v_switch;
pub(super) mod delete_v_switch;
pub(super) mod describe_v_switch_attributes;
pub(super) mod describe_v_switches;
pub(super) mod modify_v_switch_attribute;
