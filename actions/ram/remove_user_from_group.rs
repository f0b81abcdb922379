//! `RemoveUserFromGroup` removes a user from a group.
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

pub(super) struct RemoveUserFromGroup {
    user: String,
    group: String,
}

const NOT_A_MEMBER: Fault = Fault {
    status: 404,
    code: "EntityNotExist.User.Group",
    message: "The user has not joined the group.",
};

impl Action for RemoveUserFromGroup {
    const NAME: &'static str = "RemoveUserFromGroup";
    const DOC: &'static str = "Removes a RAM user from a RAM user group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:user/{UserName}", "acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_GROUP, NOT_A_MEMBER];
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
        if !groups::leave(cx.tx, &cx.caller.account, &user, &group)? {
            return Err(NOT_A_MEMBER.into());
        }
        Ok(EmptyResponse {})
    }
}
