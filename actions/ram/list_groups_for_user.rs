//! `ListGroupsForUser` lists all groups of a user.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{faults::NO_USER, lookup, names::user_name, tables::groups};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso};

pub(super) struct ListGroupsForUser {
    user: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    groups: Groups,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Groups {
    group: Vec<Group>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Group {
    group_id: String,
    group_name: String,
    comments: String,
    join_date: String,
}

impl Action for ListGroupsForUser {
    const NAME: &'static str = "ListGroupsForUser";
    const DOC: &'static str = "Queries the RAM user groups to which a RAM user belongs.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { user: p.required(user_name("UserName").doc("The user."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let user = lookup::user(cx, &self.user)?;
        let group = groups::groups_of(cx.tx, &cx.caller.account, user.seq)?
            .into_iter()
            .map(|(group, joined)| Group {
                group_id: group.id,
                group_name: group.name,
                comments: group.comments,
                join_date: iso(joined),
            })
            .collect();
        Ok(Response { groups: Groups { group } })
    }
}
