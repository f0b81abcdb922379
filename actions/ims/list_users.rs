//! `ListUsers` lists users in creation order, up to a thousand at a time.

use serde::Serialize;

use super::user_info::{self, STATUS, UserInfo};
use crate::{Access, Action, Cx, Params, Result, ram::users, request::page::CursorPage};

pub(super) struct ListUsers {
    status: Option<String>,
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
    user: Vec<UserInfo>,
}

impl Action for ListUsers {
    const NAME: &'static str = "ListUsers";
    const DOC: &'static str = "Queries all RAM users.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            status: p.optional(STATUS)?,
            part: CursorPage::marker_and_max_items(p, 1000, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = match self.status.as_deref() {
            Some("freeze") => Vec::new(),
            _ => users::list_users(cx.tx, &cx.caller.account, self.part)?,
        };
        let marker = self.part.cut(&mut found, |u| u.seq);
        let domain = user_info::domain(cx)?;
        let user =
            found.into_iter().map(|u| UserInfo::listed(cx, &domain, u)).collect::<Result<_>>()?;
        Ok(Response { is_truncated: marker.is_some(), marker, users: Users { user } })
    }
}
