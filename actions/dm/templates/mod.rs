//! Templates of mail and their review.

pub(super) mod review;
pub(super) mod template_control;
pub(super) mod template_fields;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_template;
pub(super) mod delete_template;
pub(super) mod desc_template;
pub(super) mod modify_template;
pub(super) mod query_template_by_param;
