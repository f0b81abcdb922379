//! `DeleteUser` deletes a user that has nothing left.
//!
//! What it may still have is looked at in the order of the vendor's table.

use super::{
    faults::NO_USER,
    lookup,
    names::user_name,
    shapes::Done,
    tables::{devices, groups, keys, profiles, users},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteUser {
    name: String,
}

const IN_GROUP: Fault = Fault {
    status: 409,
    code: "DeleteConflict.User.Group",
    message: "The user CAN NOT be in any group while deleting the user.",
};
const HAS_KEY: Fault = Fault {
    status: 409,
    code: "DeleteConflict.User.AccessKey",
    message: "The user CAN NOT has any access key while deleting the user.",
};
const HAS_PROFILE: Fault = Fault {
    status: 409,
    code: "DeleteConflict.User.LoginProfile",
    message: "The user CAN NOT has any login profile while deleting the user.",
};
const HAS_DEVICE: Fault = Fault {
    status: 409,
    code: "DeleteConflict.User.MFADevice",
    message: "The user CAN NOT has any mfa device while deleting the user.",
};
const HAS_POLICY: Fault = Fault {
    status: 409,
    code: "DeleteConflict.User.Policy",
    message: "The user CAN NOT has any attached policy while deleting the user.",
};

impl Action for DeleteUser {
    const NAME: &'static str = "DeleteUser";
    const DOC: &'static str = "Deletes a RAM user.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] =
        &[NO_USER, IN_GROUP, HAS_KEY, HAS_PROFILE, HAS_DEVICE, HAS_POLICY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let user = lookup::user(cx, &self.name)?;
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
        Ok(Done {})
    }
}
