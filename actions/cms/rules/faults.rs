//! The errors that several actions on rules answer.

use std::borrow::Cow;

use crate::ApiError;

pub(in crate::cms) use crate::cms::{INVALID, faults::RESOURCE_NOT_FOUND};

/// [`INVALID`], with the reason.
pub(in crate::cms) fn illegal(why: impl Into<Cow<'static, str>>) -> ApiError {
    INVALID.with_hint(why)
}

/// There is no rule of this id. The code for a rule that does not exist is assumed; Terraform takes it for a rule
/// that is gone.
pub(in crate::cms) fn no_rule(id: &str) -> ApiError {
    RESOURCE_NOT_FOUND.with_hint(format!("There is no rule with the id {id:?}."))
}
