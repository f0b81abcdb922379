//! The errors of several actions, to the letter of the vendor's tables.

use crate::Fault;

pub(crate) const NO_DIRECTORY: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ResourceDirectory",
    message: "The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.",
};
pub(crate) const MEMBER_CALLS: Fault = Fault {
    status: 403,
    code: "MemberAccountAccessDenied",
    message: "The member account is not allowed to perform the operation.",
};
pub(crate) const NO_FOLDER: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Folder",
    message: "The resource directory folder does not exist.",
};
