//! How wrong parameters and denied calls of products without their own codes are told.

use crate::{ApiError, Denial, ParameterError, Problem};

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

/// The error for denied calls of products without their own.
pub(super) fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(
        403,
        "Forbidden.RAM",
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    )
}
