//! What calls are refused with: codes and texts as they are published or were observed.

use crate::{ApiError, Denial, Fault, ParameterError, Problem};

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

pub(super) const BAD_PARAMETER: Fault =
    fault(400, "InvalidParameter", "The specified parameter %s is not valid.");
/// Where no single parameter is wrong.
pub(super) const BAD_PARAMETERS: Fault =
    fault(400, "InvalidParameter", "The specified parameter is not valid.");
pub(super) const MISSING: Fault =
    fault(400, "MissingParameter", "The parameter \"%s\" is needed but not provided.");
/// Of symmetric cryptography with a key of another kind.
pub(super) const UNSUPPORTED: Fault =
    fault(400, "UnsupportedOperation", "This action is not supported.");
/// Of asymmetric cryptography, versions and rotation with a key of another kind, and of secrets.
pub(super) const REJECTED_UNSUPPORTED: Fault =
    fault(400, "Rejected.UnsupportedOperation", "Unsupported operation.");
pub(super) const LIMIT: Fault = fault(
    400,
    "Rejected.LimitExceeded",
    "The request was rejected because user create resource limit was exceeded",
);
pub(super) const SECRET_LIMIT: Fault =
    fault(400, "Rejected.LimitExceeded", "exceed secret limits error");
pub(super) const ALIAS_EXISTS: Fault =
    fault(400, "AliasAlreadyExists", "AliasName Already Exists.");
pub(super) const NO_ALIAS_HERE: Fault =
    fault(400, "Unsupported.Alias", "Alias is not valid for this api.");
pub(super) const BAD_ORIGIN: Fault =
    fault(400, "Unsupported.Origin", "This key origin is not valid for this api");
pub(super) const BAD_MATERIAL: Fault = fault(400, "InvalidKeyMaterial", "key material is invalid");
pub(super) const BAD_TOKEN: Fault = fault(400, "InvalidImportToken", "import token is invalid");
pub(super) const EXPIRED_TOKEN: Fault = fault(400, "ExpiredImportToken", "import token is expired");
pub(super) const MISMATCH: Fault = fault(400, "Rejected.InvalidRequest", "param mismatch");
pub(super) const NO_POLICIES: Fault =
    fault(400, "Forbidden.KeyPolicyUnSupported", "The specified key does not support key policy.");
pub(super) const BAD_TAG_KEY: Fault =
    fault(400, "InvalidParameter.TagKey", "The specified parameter is not valid.");
pub(super) const BAD_TAG_VALUE: Fault =
    fault(400, "InvalidParameter.TagValue", "The specified parameter is not valid.");
pub(super) const SAME_TAG: Fault =
    fault(400, "Duplicate.TagKey", "The specified tagKey is duplicate.");
pub(super) const OPENED: Fault =
    fault(400, "Forbidden.Opened", "Your kms service has been opened.");
pub(super) const DRY_RUN: Fault =
    fault(400, "DryRunOperationError", "Request would have succeeded, but DryRun is set.");
/// What is wrong with a call that only says what would come of it.
pub(super) const VALIDATION: Fault = fault(400, "ValidationError", "%s");
pub(super) const NO_INSTANCE: Fault =
    fault(403, "Forbidden.DKMSInstanceNotFound", "The specified DKMS Instance is not found.");
pub(super) const INSTANCE_STATE: Fault =
    fault(403, "Forbidden.DKMSInstanceStateInvalid", "The DKMS instance state is invalid.");
pub(super) const NOT_ENABLED: Fault = fault(
    403,
    "Forbidden.KmsServiceNotEnabled",
    "Kms service is not Enabled for current user. Please get access permission first.",
);
pub(super) const IN_DEBT: Fault = fault(403, "Forbidden.InDebt", "Current user is indebted.");
pub(super) const IN_DEBT_OVERDUE: Fault =
    fault(403, "Forbidden.InDebtOverdue", "Current user is indebted Overdue.");
pub(super) const NO_BACKUP: Fault =
    fault(403, "Forbidden.NoBackup", "this kms instance no backup, forbidden delete.");
pub(super) const NO_KEY: Fault =
    fault(404, "Forbidden.KeyNotFound", "The specified Key is not found.");
pub(super) const NO_VERSION: Fault =
    fault(404, "Forbidden.KeyVersionNotFound", "The specified Key version is not found.");
pub(super) const NO_ALIAS: Fault =
    fault(404, "Forbidden.AliasNotFound", "The specified Alias is not found.");
/// Of secrets and their versions. Clients look for this text.
pub(super) const NO_RESOURCE: Fault =
    fault(404, "Forbidden.ResourceNotFound", "Resource not found");
pub(super) const NO_POLICY: Fault = fault(404, "Forbidden.ResourceNotFound", "Policy not found.");
pub(super) const NO_TAG_TARGET: Fault =
    fault(404, "InvalidResourceId.NotFound", "The specified ResourceId is not found.");
pub(super) const DISABLED: Fault =
    fault(409, "Rejected.Disabled", "The request was rejected because the key state is Disabled.");
pub(super) const PENDING_DELETION: Fault = fault(
    409,
    "Rejected.PendingDeletion",
    "The request was rejected because the key state is PendingDeletion.",
);
pub(super) const PENDING_IMPORT: Fault = fault(
    409,
    "Rejected.PendingImport",
    "The request was rejected because the key state is PendingImport.",
);
pub(super) const STATE_FAILED: Fault =
    fault(409, "Rejected.StateModifiedFailed", "Keystate modified failed.");
pub(super) const EXISTS: Fault =
    fault(409, "Rejected.ResourceExist", "The resource already exists.");
/// The vendor's spelling.
pub(super) const VERSION_EXISTS: Fault =
    fault(409, "Rejected.ResourceExist", "The request was rejected becasue key already exsit");
pub(super) const OBJECT_EXISTS: Fault = fault(
    409,
    "Rejected.ResourceExist",
    "The request was rejected because the resource already exists.",
);
pub(super) const PLANNED: Fault =
    fault(409, "Rejected.ResourceInDeleteWindow", "The secret is planned to be deleted.");
/// The vendor's spelling.
pub(super) const IN_WINDOW: Fault =
    fault(409, "Rejected.ResourceInDeleteWindow", "secret in delete peroid");
pub(super) const NOT_DELETED: Fault = fault(409, "Rejected.ResourceInUse", "restore normal secret");
pub(super) const THROTTLED: Fault = fault(429, "Rejected.Throttling", "QPS Limit Exceeded");

/// How the product words a wrong parameter.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Missing => MISSING.with(bad.name),
        _ => BAD_PARAMETER.with(bad.name),
    }
}

/// The refusal by policies names the resource, where there is one (observed).
pub(super) fn denied(denial: &Denial<'_>) -> ApiError {
    let refused = no_permission(denial.decision.resource);
    let dry = denial.parameters.non_empty("DryRun");
    if dry.is_some_and(|it| it.eq_ignore_ascii_case("true")) {
        // A dry run has a code of its own (documented; its text is assumed).
        return ApiError::new(403, "AccessDeniedError", refused.into_fields().message);
    }
    refused
}

/// The refusal of what policies do not allow on this resource.
pub(super) fn no_permission(resource: &str) -> ApiError {
    let what = if resource.is_empty() || resource == "*" {
        String::new()
    } else {
        format!(" for {resource}")
    };
    let message = format!("This operation{what} is forbidden by permission system.");
    ApiError::new(403, "Forbidden.NoPermission", message)
}

/// A parameter that is wrong, by the name of the parameter.
pub(super) fn bad(name: &str) -> ApiError {
    BAD_PARAMETER.with(name)
}
