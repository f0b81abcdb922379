//! The errors of several actions, to the letter of the vendor's tables.

use crate::Fault;

pub(crate) const NO_DIRECTORY: Fault = Fault {
    status: 404,
    code: "EntityNotExists.ResourceDirectory",
    message: "The resource directory for the account is not enabled. We recommend that you first enable the resource directory for the account.",
};
/// A task on the same thing runs.
pub(crate) const CONCURRENT: Fault = Fault {
    status: 429,
    code: "ConcurrentCallNotSupported",
    message: "The operation conflicts with other operations. Please try again later.",
};
pub(crate) const MEMBER_CALLS: Fault = Fault {
    status: 403,
    code: "MemberAccountAccessDenied",
    message: "The member account is not allowed to perform the operation.",
};
pub(crate) const NO_ACCOUNT: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Account",
    message: "This resource directory account does not exist.",
};
/// Of a member that is no cloud account where one is needed.
pub(crate) const WRONG_MEMBER: Fault = Fault {
    status: 409,
    code: "AccountTypeOrStatusMismatch",
    message: "You cannot perform the action on the member account.",
};
pub(crate) const SUB_FOLDERS: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Folder.SubFolder",
    message: "This folder has sub folders.",
};
/// Of actions whose caller must be known, which the root is not.
pub(crate) const ROOT_CALLS: Fault = Fault {
    status: 409,
    code: "CallerIdentityError",
    message: "Please use the RAM user or role of the Management Account.",
};
pub(crate) const NO_FOLDER: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Folder",
    message: "The resource directory folder does not exist.",
};
pub(crate) const TOO_MANY_MEMBERS: Fault = Fault {
    status: 409,
    code: "LimitExceeded.Account",
    message: "The maximum number of member accounts in a resource directory exceeds the limit.",
};
