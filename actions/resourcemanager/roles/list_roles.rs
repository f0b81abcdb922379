//! `ListRoles` lists roles in creation order, without their trust policies.

use serde::Serialize;

use crate::resourcemanager::{language::LANGUAGE, ram_errors::wording};
use crate::{
    Access, Action, Cx, Params, Result, Wording,
    ram::roles::{self, RoleView},
    request::page::Page,
};

pub(in crate::resourcemanager) struct ListRoles {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    page_number: i64,
    page_size: i64,
    total_count: i64,
    roles: Roles,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Roles {
    role: Vec<RoleView>,
}

impl Action for ListRoles {
    const NAME: &'static str = "ListRoles";
    const DOC: &'static str = "Lists roles.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "ram:ListRoles";
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:role/*"];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(LANGUAGE)?;
        Ok(Self { page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (found, total_count) = roles::page(cx, self.page)?;
        let role = found
            .into_iter()
            .map(|role| RoleView {
                assume_role_policy_document: None,
                allow_console_login: None,
                ..role
            })
            .collect();
        Ok(Response {
            page_number: self.page.number,
            page_size: self.page.size,
            total_count,
            roles: Roles { role },
        })
    }
}
