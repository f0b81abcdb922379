//! The errors of several actions on policies, to the letter of the vendor's tables.

pub(in crate::resourcemanager) use crate::ram::policy_faults::{NO_POLICY, NO_VERSION};
pub(super) use crate::resourcedirectory::groups::NO_RESOURCE_GROUP;
use crate::{Fault, ram::policy_faults};

/// The page of `UpdateRole` has the status 409 for a malformed document; that of `CreatePolicy` is assumed to be
/// alike.
pub(in crate::resourcemanager) const MALFORMED: Fault = Fault {
    status: 409,
    message: "The policy format is invalid.",
    ..policy_faults::MALFORMED_POLICY
};
/// Like that of roles.
pub(super) const EXISTS: Fault =
    Fault { message: "The policy already exists.", ..policy_faults::POLICY_EXISTS };
/// Like that of roles.
pub(super) const TOO_MANY: Fault = Fault {
    message: "The maximum number of policies is exceeded.",
    ..policy_faults::TOO_MANY_POLICIES
};
pub(super) const HAS_USER: Fault = Fault {
    message: "Before deleting the policy, it may not be attached to any user.",
    ..policy_faults::POLICY_HAS_USER
};
pub(super) const HAS_GROUP: Fault = Fault {
    message: "The policy cannot be attached to any group when you delete it.",
    ..policy_faults::POLICY_HAS_GROUP
};
pub(super) const HAS_ROLE: Fault = Fault {
    message: "The policy cannot be attached to any role when you delete it.",
    ..policy_faults::POLICY_HAS_ROLE
};
pub(super) const HAS_VERSIONS: Fault = Fault {
    message: "You must delete all non-default versions before you delete the policy.",
    ..policy_faults::POLICY_HAS_VERSIONS
};
pub(super) const TOO_MANY_VERSIONS: Fault = Fault {
    message: "The maximum number of policy versions is exceeded.",
    ..policy_faults::TOO_MANY_VERSIONS
};
pub(super) const IS_DEFAULT: Fault = Fault {
    message: "You cannot delete the default policy version.",
    ..policy_faults::IS_DEFAULT_VERSION
};
