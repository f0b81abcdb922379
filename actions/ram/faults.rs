//! Errors shared by several actions, from the vendor's tables.

pub(crate) use super::users::NO_USER;
use crate::Fault;

pub(crate) const NO_GROUP: Fault =
    Fault { status: 404, code: "EntityNotExist.Group", message: "The group does not exist." };

pub(super) const GROUP_EXISTS: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.Group",
    message: "The group does already EXIST.",
};

pub(crate) const NO_ACCESS_KEY: Fault = Fault {
    status: 404,
    code: "EntityNotExist.User.AccessKey",
    message: "The user access key does not exist.",
};

pub(super) const NO_LOGIN_PROFILE: Fault = Fault {
    status: 404,
    code: "EntityNotExist.User.LoginProfile",
    message: "The user login profile does not exist.",
};

pub(super) const WEAK_PASSWORD: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Password.TooWeak",
    message: "The parameter - \"Password\" is not compliant with the password policy.",
};

pub(super) const NO_USER_DEVICE: Fault = Fault {
    status: 404,
    code: "EntityNotExist.User.MFADevice",
    message: "The user has not bound any MFA device.",
};

pub(super) const NO_VIRTUAL_DEVICE: Fault = Fault {
    status: 404,
    code: "EntityNotExist.VirtualMFADevice",
    message: "The virtual mfa device does not exist.",
};
