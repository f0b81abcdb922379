//! `DeleteGroup` deletes a group that has neither users nor policies.

use super::{faults::NO_GROUP, lookup, names::group_name, tables::groups, views::EmptyResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::CursorPage};

pub(super) struct DeleteGroup {
    name: String,
}

const HAS_USERS: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Group.User",
    message: "The group CAN NOT has any user member while deleting the group.",
};
const HAS_POLICY: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Group.Policy",
    message: "The entity CAN NOT has any attached policy while deleting the group.",
};

impl Action for DeleteGroup {
    const NAME: &'static str = "DeleteGroup";
    const DOC: &'static str = "Deletes a RAM user group.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP, HAS_USERS, HAS_POLICY];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(group_name("GroupName").doc("The group."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let group = lookup::group(cx, &self.name)?;
        let account = &cx.caller.account;
        let any = CursorPage { after: 0, size: 0 };
        if !groups::members(cx.tx, account, &group, any)?.is_empty() {
            return Err(HAS_USERS.into());
        }
        if groups::has_policies(cx.tx, account, group.seq)? {
            return Err(HAS_POLICY.into());
        }
        groups::delete_group(cx.tx, account, group.seq)?;
        Ok(EmptyResponse {})
    }
}
