//! `ListUserBasicInfos` lists the names and ids of users in creation order.

use serde::Serialize;

use super::user_info::{self, STATUS};
use crate::{Access, Action, Cx, Params, Result, ram::users, request::page::CursorPage};

pub(super) struct ListUserBasicInfos {
    status: Option<String>,
    part: CursorPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    user_basic_infos: UserBasicInfos,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UserBasicInfos {
    user_basic_info: Vec<UserBasicInfo>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UserBasicInfo {
    user_principal_name: String,
    display_name: String,
    user_id: String,
    status: &'static str,
}

impl Action for ListUserBasicInfos {
    const NAME: &'static str = "ListUserBasicInfos";
    const DOC: &'static str = "Queries the names and ids of all RAM users.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            status: p.optional(STATUS)?,
            part: CursorPage::marker_and_max_items(p, 100, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = match self.status.as_deref() {
            Some("freeze") => Vec::new(),
            _ => users::list_users(cx.tx, &cx.caller.account, self.part)?,
        };
        let marker = self.part.cut(&mut found, |u| u.seq);
        let domain = user_info::domain(cx)?;
        let info = |u: users::User| UserBasicInfo {
            user_principal_name: format!("{}@{domain}", u.name),
            display_name: u.display,
            user_id: u.id,
            status: "active",
        };
        let user_basic_info = found.into_iter().map(info).collect();
        let user_basic_infos = UserBasicInfos { user_basic_info };
        Ok(Response { is_truncated: marker.is_some(), marker, user_basic_infos })
    }
}
