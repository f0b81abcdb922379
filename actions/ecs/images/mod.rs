//! Images.

pub(in crate::ecs) mod known;
pub(in crate::ecs) mod public;
mod removing;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod cancel_copy_image;
pub(super) mod copy_image;
pub(super) mod create_image;
pub(super) mod delete_image;
pub(super) mod describe_image_from_family;
pub(super) mod describe_image_share_permission;
pub(super) mod describe_image_support_instance_types;
pub(super) mod describe_images;
pub(super) mod modify_image_attribute;
pub(super) mod modify_image_share_permission;
