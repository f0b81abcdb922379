//! How wrong parameters of products without their own codes are told.

use crate::{ApiError, ParameterError, Problem};

/// The codes and messages of the gateway for products without their own.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("Missing{name}"),
            format!("{name} is mandatory for this action."),
        ),
        _ => ApiError::new(
            400,
            "InvalidParameter",
            format!("The specified parameter \"{name}\" is not valid."),
        ),
    }
}
