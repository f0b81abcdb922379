//! `DeleteUser` deletes a user that has nothing left, named by its logon name or its id.
//!
//! The conflicts are those of RAM's action.

use serde::Serialize;

use super::people::{NO_USER, Named, ONE_OF, USER};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ram::tables::{devices, groups, keys, profiles, users},
};

pub(super) struct DeleteUser {
    named: Named,
}

#[derive(Serialize)]
pub(super) struct Response {}

const fn conflict(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 409, code, message }
}

const IN_GROUP: Fault = conflict(
    "DeleteConflict.User.Group",
    "The user CAN NOT be in any group while deleting the user.",
);
const HAS_KEY: Fault = conflict(
    "DeleteConflict.User.AccessKey",
    "The user CAN NOT has any access key while deleting the user.",
);
const HAS_PROFILE: Fault = conflict(
    "DeleteConflict.User.LoginProfile",
    "The user CAN NOT has any login profile while deleting the user.",
);
const HAS_DEVICE: Fault = conflict(
    "DeleteConflict.User.MFADevice",
    "The user CAN NOT has any mfa device while deleting the user.",
);
const HAS_POLICY: Fault = conflict(
    "DeleteConflict.User.Policy",
    "The user CAN NOT has any attached policy while deleting the user.",
);

impl Action for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const DOC: &'static str = "Deletes a RAM user.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserPrincipalName}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(USER);
    const FAULTS: &'static [Fault] =
        &[NO_USER, ONE_OF, IN_GROUP, HAS_KEY, HAS_PROFILE, HAS_DEVICE, HAS_POLICY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { named: Named::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = self.named.find(cx)?;
        let account = &cx.caller.account;
        if !groups::groups_of(cx.tx, account, user.seq)?.is_empty() {
            return Err(IN_GROUP.into());
        }
        if !keys::keys_of(cx.tx, account, Some(user.seq))?.is_empty() {
            return Err(HAS_KEY.into());
        }
        if profiles::profile(cx.tx, account, user.seq)?.is_some() {
            return Err(HAS_PROFILE.into());
        }
        if devices::device_of(cx.tx, account, user.seq)?.is_some() {
            return Err(HAS_DEVICE.into());
        }
        if users::has_policies(cx.tx, account, user.seq)? {
            return Err(HAS_POLICY.into());
        }
        users::delete_user(cx.tx, account, user.seq)?;
        Ok(Response {})
    }
}
