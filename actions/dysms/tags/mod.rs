//! Tags of templates.

pub(in crate::dysms) mod list_tag_resources;
pub(in crate::dysms) mod tag_parameters;
pub(in crate::dysms) mod tag_resources;
pub(in crate::dysms) mod untag_resources;
