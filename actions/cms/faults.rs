//! The faults that event rules and application groups have in common, from the error tables of
//! `ModifyMonitorGroup` and `DeleteMonitorGroupInstances`.

use crate::{ApiError, Fault, ParameterError, Problem};

/// What the call names does not exist.
pub(super) const RESOURCE_NOT_FOUND: Fault = Fault {
    status: 404,
    code: "ResourceNotFound",
    message: "The specified resource is not found.",
};

/// The name is taken.
pub(super) const RESOURCE_EXIST: Fault =
    Fault { status: 409, code: "ResourceExist", message: "Resources already exist." };

/// A parameter is wrong.
pub(super) const PARAMETER_INVALID: Fault =
    Fault { status: 400, code: "ParameterInvalid", message: "Illegal parameters." };

/// The gateway reports missing parameters, as everywhere in CloudMonitor.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => super::wording(bad),
        _ => PARAMETER_INVALID.into(),
    }
}
