//! The errors of several actions on roles, to the letter of the vendor's tables.

pub(super) use crate::ram::policy_faults::{
    NO_DESCRIPTION, NO_ROLE, NO_SERVICE, NO_SUFFIX, NOT_SERVICE_LINKED, SERVICE_LINKED,
};
pub(super) use crate::resourcemanager::policies::policy_errors::MALFORMED;
use crate::{Fault, ram::policy_faults};

pub(super) const EXISTS: Fault =
    Fault { message: "The role already exists.", ..policy_faults::ROLE_EXISTS };
pub(super) const TOO_MANY: Fault =
    Fault { message: "The maximum number of roles is exceeded.", ..policy_faults::TOO_MANY_ROLES };
pub(super) const HAS_POLICY: Fault = Fault {
    message: "The role cannot have any attached policies when you delete it.",
    ..policy_faults::ROLE_HAS_POLICY
};
