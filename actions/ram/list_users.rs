//! `ListUsers` lists users in creation order, a page at a time.
//!
//! Assumed: the order of the list.

use serde::Serialize;

use super::{tables::users, views};
use crate::{Access, Action, Cx, Params, Result, request::page::CursorPage};

pub(super) struct ListUsers {
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
    user: Vec<views::User>,
}

impl Action for ListUsers {
    const NAME: &'static str = "ListUsers";
    const DOC: &'static str = "Queries all RAM users.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { part: CursorPage::marker_and_max_items(p, 100, 1000)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = users::list_users(cx.tx, &cx.caller.account, self.part)?;
        let marker = self.part.cut(&mut found, |user| user.seq);
        let user = found.into_iter().map(views::User::listed).collect();
        Ok(Response { is_truncated: marker.is_some(), marker, users: Users { user } })
    }
}
