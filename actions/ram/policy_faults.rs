//! Errors shared by several actions on policies, attachments, roles and tags.

use crate::Fault;

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

pub(super) const MALFORMED_POLICY: Fault = fault(400, "MalformedPolicyDocument", "%s");

pub(super) const NO_POLICY: Fault =
    fault(404, "EntityNotExist.Policy", "The policy does not exist.");
pub(super) const NO_VERSION: Fault =
    fault(404, "EntityNotExist.Policy.Version", "The policy version does not exist.");
pub(super) const NO_ROLE: Fault = fault(404, "EntityNotExist.Role", "The role does not exist.");
/// Documented by Resource Manager, which shares service-linked roles.
pub(super) const NO_SERVICE: Fault =
    fault(404, "EntityNotExist.Service", "The service does not exist.");

pub(super) const ROLE_EXISTS: Fault =
    fault(409, "EntityAlreadyExists.Role", "The role does already EXIST.");
pub(super) const TOO_MANY_ROLES: Fault =
    fault(409, "LimitExceeded.Role", "The count of roles beyond the current limits.");
/// The vendor documents that it is not possible, but not the error.
pub(super) const SERVICE_LINKED: Fault =
    fault(403, "NoPermission", "You are not authorized to do this action.");
/// In the form of the other limits; no page has it.
pub(super) const TOO_MANY_TAGS: Fault =
    fault(409, "LimitExceeded.Tag", "The count of tags beyond the current limits.");
