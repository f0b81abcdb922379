//! The settings of a directory that are `Enabled` or `Disabled`.

use crate::{
    ApiError, Fault, ParameterError, Problem, Spec, resourcedirectory::wording as common_wording,
    text,
};

pub(in crate::resourcedirectory) const BAD_STATUS: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Status",
    message: "The specified Status is invalid.",
};

/// `Status`: [`word`] of the setting.
pub(in crate::resourcedirectory) const STATUS: Spec<String> =
    text("Status").one_of(&[word(true), word(false)]);

/// The words of the actions that have a [`STATUS`].
pub(in crate::resourcedirectory) fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => common_wording(bad),
        _ => BAD_STATUS.into(),
    }
}

/// How parameters and answers spell a setting.
pub(in crate::resourcedirectory) const fn word(enabled: bool) -> &'static str {
    if enabled { "Enabled" } else { "Disabled" }
}
