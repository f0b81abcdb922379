//! Launch templates.

pub(in crate::ecs) mod known_templates;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_launch_template;
pub(super) mod create_launch_template_version;
pub(super) mod delete_launch_template;
pub(super) mod delete_launch_template_version;
pub(super) mod describe_launch_template_versions;
pub(super) mod describe_launch_templates;
pub(super) mod modify_launch_template_default_version;
