//! The errors of RAM's rules in the words of this product's pages.

use crate::{
    ApiError, Fault, ParameterError, Problem, Result, ram::policy_faults::MALFORMED_POLICY,
    resourcedirectory,
};

/// What came of a rule of RAM. An error whose code is among `faults`, those of the action, has the status and
/// the message that the action's page has for it.
pub(super) fn reworded<T>(done: Result<T>, faults: &[Fault]) -> Result<T> {
    done.map_err(|mut error| {
        if let Some(fault) = faults.iter().find(|it| it.code == error.code) {
            if fault.code == MALFORMED_POLICY.code {
                error.hint = Some(error.message.clone());
            }
            error.status = fault.status;
            error.message = fault.message.into();
        }
        error
    })
}

/// The codes and messages of the pages of policies and roles; those of the product for other parameters.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let (ending, message) = match (bad.name, bad.problem) {
        ("PolicyName", Problem::Chars) => (
            ".InvalidChars",
            "The policy name contains invalid characters. It must only contain upper or lower case letters, numbers, and dash (-).",
        ),
        ("PolicyName", Problem::Length(..)) => (
            ".Length",
            "The length of the policy name is invalid. It must be 1 to 128 characters in length.",
        ),
        ("PolicyType", Problem::NotOneOf(_)) => ("", "The specified policy type is invalid."),
        ("PolicyDocument", Problem::Length(..)) => (
            ".Length",
            "The maximum length of the policy document is exceeded. It must not exceed 6144 characters.",
        ),
        ("VersionId", Problem::Malformed(_)) => (".Format", "The specified version ID is invalid."),
        ("Description" | "NewDescription", Problem::Length(..)) => (
            ".Length",
            "The maximum length of the description is exceeded. It must not exceed 1024 characters.",
        ),
        ("RoleName", Problem::Chars) => {
            (".InvalidChars", "The specified role name contains invalid characters.")
        }
        ("RoleName", Problem::Length(..)) => {
            (".Length", "The maximum length of the role name is exceeded.")
        }
        ("AssumeRolePolicyDocument", Problem::Length(..)) => {
            (".Length", "The maximum length of the trust policy document of the role is exceeded.")
        }
        ("NewAssumeRolePolicyDocument", Problem::Length(..)) => (
            ".Length",
            "The maximum length of the new trust policy document of the role is exceeded.",
        ),
        ("CustomSuffix", Problem::Chars) => {
            (".InvalidChars", "The parameter CustomSuffix contains invalid characters.")
        }
        ("CustomSuffix", Problem::Length(..)) => {
            (".Length", "The maximum length of the parameter CustomSuffix is exceeded.")
        }
        ("DeletionTaskId", Problem::Length(..)) => {
            (".Length", "The length of DeletionTaskId must be between 26 and 255 characters.")
        }
        _ => return resourcedirectory::wording(bad),
    };
    ApiError::new(400, format!("InvalidParameter.{}{ending}", bad.name), message)
}
