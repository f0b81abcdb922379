//! Errors shared by several actions on policies, attachments, roles and tags.

use crate::Fault;

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

pub(crate) const MALFORMED_POLICY: Fault = fault(400, "MalformedPolicyDocument", "%s");

pub(crate) const NO_POLICY: Fault =
    fault(404, "EntityNotExist.Policy", "The policy does not exist.");
pub(crate) const NO_VERSION: Fault =
    fault(404, "EntityNotExist.Policy.Version", "The policy version does not exist.");
pub(crate) const NO_ROLE: Fault = fault(404, "EntityNotExist.Role", "The role does not exist.");
/// Documented by Resource Manager, which shares service-linked roles.
pub(crate) const NO_SERVICE: Fault =
    fault(404, "EntityNotExist.Service", "The service does not exist.");

pub(crate) const ROLE_EXISTS: Fault =
    fault(409, "EntityAlreadyExists.Role", "The role does already EXIST.");
pub(crate) const TOO_MANY_ROLES: Fault =
    fault(409, "LimitExceeded.Role", "The count of roles beyond the current limits.");
/// The vendor documents that it is not possible, but not the error.
pub(crate) const SERVICE_LINKED: Fault =
    fault(403, "NoPermission", "You are not authorized to do this action.");
/// In the form of the other limits; no page has it.
pub(crate) const TOO_MANY_TAGS: Fault =
    fault(409, "LimitExceeded.Tag", "The count of tags beyond the current limits.");

/// The vendor's page says "group" by mistake.
pub(crate) const POLICY_EXISTS: Fault =
    fault(409, "EntityAlreadyExists.Policy", "The policy does already EXIST.");
pub(crate) const TOO_MANY_POLICIES: Fault =
    fault(409, "LimitExceeded.Policy", "The count of policy beyond the current limits.");
pub(crate) const POLICY_HAS_USER: Fault = fault(
    409,
    "DeleteConflict.Policy.User",
    "The policy CAN NOT been attached to any user while deleting the policy.",
);
pub(crate) const POLICY_HAS_GROUP: Fault = fault(
    409,
    "DeleteConflict.Policy.Group",
    "The policy CAN NOT been attached to any group while deleting the policy.",
);
/// In the form of the two above; RAM's pages list no such error.
pub(crate) const POLICY_HAS_ROLE: Fault = fault(
    409,
    "DeleteConflict.Policy.Role",
    "The policy CAN NOT been attached to any role while deleting the policy.",
);
pub(crate) const POLICY_HAS_VERSIONS: Fault = fault(
    409,
    "DeleteConflict.Policy.Version",
    "The policy CAN NOT has any version except the default version.",
);
pub(crate) const TOO_MANY_VERSIONS: Fault = fault(
    409,
    "LimitExceeded.Policy.Version",
    "The count of policy version beyond the current limits.",
);
pub(crate) const IS_DEFAULT_VERSION: Fault = fault(
    409,
    "DeleteConflict.Policy.Version.Default",
    "The default policy version CAN NOT been deleted directly.",
);
pub(crate) const ROLE_HAS_POLICY: Fault = fault(
    409,
    "DeleteConflict.Role.Policy",
    "The role CAN NOT has any attached policy while deleting the role.",
);
/// This and the next two are documented by Resource Manager, as [`NO_SERVICE`] is.
pub(crate) const NOT_SERVICE_LINKED: Fault = fault(
    404,
    "EntityNotExist.ServiceLinkedRole",
    "This role exists but is not a Service Linked Role.",
);
pub(crate) const NO_SUFFIX: Fault = fault(
    400,
    "InvalidParameter.CustomSuffix.NotAllowed",
    "Custom suffix is not allowed for this Service Linked Role.",
);
pub(crate) const NO_DESCRIPTION: Fault = fault(
    400,
    "InvalidParameter.Description.NotAllowed",
    "Custom description is not allowed for default service linked role.",
);
