//! `AddUserToGroup` adds a user to a group.
//!
//! Assumed: the user is looked for before the group.

use super::{
    faults::{NO_GROUP, NO_USER},
    lookup,
    names::{group_name, user_name},
    tables::groups,
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct AddUserToGroup {
    user: String,
    group: String,
}

/// Maximum number of groups of a user.
const LIMIT: usize = 10;

const ALREADY_MEMBER: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.User.Group",
    message: "The user has already joined the group.",
};
const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.User.Group",
    message: "The count of groups the target user joined beyond the current limits.",
};

impl Action for AddUserToGroup {
    const NAME: &'static str = "AddUserToGroup";
    const DOC: &'static str = "Adds a RAM user to a RAM user group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_GROUP, ALREADY_MEMBER, TOO_MANY];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            user: p.required(user_name("UserName").doc("The user."))?,
            group: p.required(group_name("GroupName").doc("The group."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let user = lookup::user(cx, &self.user)?;
        let group = lookup::group(cx, &self.group)?;
        let account = &cx.caller.account;
        if !groups::join(cx.tx, account, &user, &group, cx.now)? {
            return Err(ALREADY_MEMBER.into());
        }
        // The error rolls back the membership.
        if groups::groups_of(cx.tx, account, user.seq)?.len() > LIMIT {
            return Err(TOO_MANY.into());
        }
        Ok(EmptyResponse {})
    }
}
