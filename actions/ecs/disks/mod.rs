//! Disks.

pub(in crate::ecs) mod disk_rows;
mod logins;
pub(in crate::ecs) mod making;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod attach_disk;
pub(super) mod create_disk;
pub(super) mod delete_disk;
pub(super) mod describe_disks;
pub(super) mod detach_disk;
pub(super) mod modify_disk_attribute;
pub(super) mod modify_disk_charge_type;
pub(super) mod modify_disk_spec;
pub(super) mod re_init_disk;
pub(super) mod replace_system_disk;
pub(super) mod reset_disk;
pub(super) mod resize_disk;
