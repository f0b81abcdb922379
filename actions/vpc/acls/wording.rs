//! How calls about network ACLs word a missing parameter.

use crate::{ApiError, ParameterError, Problem, vpc::faults};

/// A missing parameter has a code of its own, which is the text too (documented).
pub(in crate::vpc) fn wording(bad: &ParameterError<'_>) -> ApiError {
    if bad.problem == Problem::Missing {
        let code = format!("ParameterMissing.{}", bad.name);
        return ApiError::new(400, code.clone(), code);
    }
    faults::wording(bad)
}
