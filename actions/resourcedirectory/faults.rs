//! The errors of several actions, to the letter of the vendor's tables.

use crate::Fault;

pub(super) const NO_DIRECTORY: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ResourceDirectory",
    message: "The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.",
};
/// A task on the same thing runs.
pub(super) const CONCURRENT: Fault = Fault {
    status: 429,
    code: "ConcurrentCallNotSupported",
    message: "The operation conflicts with other operations. Please try again later.",
};
pub(super) const MEMBER_CALLS: Fault = Fault {
    status: 403,
    code: "MemberAccountAccessDenied",
    message: "The member account is not allowed to perform the operation.",
};
pub(super) const NO_FOLDER: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Folder",
    message: "The resource directory folder does not exist.",
};
