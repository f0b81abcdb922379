//! The errors that several actions on rules answer.

use std::borrow::Cow;

use crate::{ApiError, Fault};

/// The one error for parameters that break a rule (the common rows of the vendor's error tables).
pub(in crate::cms) const ILLEGAL: Fault =
    Fault { status: 400, code: "InvalidParameterValue", message: "Illegal parameters." };

/// A rule, or a contact group, that does not exist. The message is the one that the actions' pages show; that
/// the code is this one for both is assumed (Terraform takes it for a rule that is gone).
pub(in crate::cms) const NOT_FOUND: Fault = Fault {
    status: 404,
    code: "ResourceNotFound",
    message: "The specified resource is not found.",
};

/// [`ILLEGAL`], with the reason.
pub(in crate::cms) fn illegal(why: impl Into<Cow<'static, str>>) -> ApiError {
    ApiError::from(ILLEGAL).with_hint(why)
}

/// There is no rule of this id.
pub(in crate::cms) fn no_rule(id: &str) -> ApiError {
    ApiError::from(NOT_FOUND).with_hint(format!("There is no rule with the id {id:?}."))
}
