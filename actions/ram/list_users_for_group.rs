//! `ListUsersForGroup` lists the users in a group in creation order, a page at a time.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{faults::NO_GROUP, lookup, names::group_name, tables::groups};
use crate::{
    Access, Action, Cx, Fault, Params, Result, request::page::CursorPage, shared::format::iso,
};

pub(super) struct ListUsersForGroup {
    group: String,
    part: CursorPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    users: Users,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Users {
    user: Vec<User>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    user_name: String,
    display_name: String,
    join_date: String,
}

impl Action for ListUsersForGroup {
    const NAME: &'static str = "ListUsersForGroup";
    const DOC: &'static str = "Queries the RAM users in a RAM user group.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:group/{GroupName}"];
    const FAULTS: &'static [Fault] = &[NO_GROUP];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            group: p.required(group_name("GroupName").doc("The group."))?,
            part: CursorPage::marker_and_max_items(p, 100, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = lookup::group(cx, &self.group)?;
        let mut found = groups::members(cx.tx, &cx.caller.account, &group, self.part)?;
        let marker = self.part.cut(&mut found, |member| member.user);
        let user = found
            .into_iter()
            .map(|member| User {
                user_name: member.name,
                display_name: member.display,
                join_date: iso(member.joined),
            })
            .collect();
        Ok(Response { is_truncated: marker.is_some(), marker, users: Users { user } })
    }
}
