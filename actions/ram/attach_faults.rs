//! The errors of attaching and detaching policies, for each kind of entity.
//!
//! Assumed: the codes for roles are those for users.

use super::tables::attachments::Entity;
use crate::Fault;

/// What may be wrong when a policy is attached to an entity or detached from it.
pub(crate) struct AttachmentFaults {
    /// It is attached already.
    pub(crate) attached: Fault,
    /// As many as are allowed are attached.
    pub(crate) too_many: Fault,
    /// It is not attached.
    pub(crate) not_attached: Fault,
}

const fn fault(status: u16, code: &'static str, message: &'static str) -> Fault {
    Fault { status, code, message }
}

pub(crate) const USER: AttachmentFaults = AttachmentFaults {
    attached: fault(
        409,
        "EntityAlreadyExists.User.Policy",
        "The user has already been attached this policy.",
    ),
    too_many: fault(
        409,
        "LimitExceeded.User.Policy",
        "The policy count of the user attached policies beyond the current limits.",
    ),
    not_attached: fault(
        404,
        "EntityNotExist.User.Policy",
        "The indicate policy of the user does not exist.",
    ),
};

pub(crate) const GROUP: AttachmentFaults = AttachmentFaults {
    attached: fault(
        409,
        "EntityAlreadyExists.Group.Policy",
        "The group has already been attached this policy.",
    ),
    too_many: fault(
        409,
        "LimitExceeded.Group.Policy",
        "The policy count of the group beyond the current limits.",
    ),
    not_attached: fault(
        404,
        "EntityNotExist.Group.Policy",
        "The indicate policy attached to the group does not exist.",
    ),
};

pub(crate) const ROLE: AttachmentFaults = AttachmentFaults {
    // Observed (funcraft 507 and 508, and a test of the vendor's PHP SDK); for users and groups the
    // vendor documents another message.
    attached: fault(
        409,
        "EntityAlreadyExists.Role.Policy",
        "The policy has already been attached to the role.",
    ),
    too_many: fault(
        409,
        "LimitExceeded.Role.Policy",
        "The count of policies attached to the role beyond the current limits.",
    ),
    // In the form for users and groups; the pages on roles list no errors.
    not_attached: fault(
        404,
        "EntityNotExist.Role.Policy",
        "The indicate policy attached to the role does not exist.",
    ),
};

/// The errors for `entity`.
pub(crate) const fn of(entity: Entity) -> AttachmentFaults {
    match entity {
        Entity::User => USER,
        Entity::Group => GROUP,
        Entity::Role => ROLE,
    }
}
