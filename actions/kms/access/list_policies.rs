//! `ListPolicies` lists permission policies, the oldest first.

use serde::Serialize;

use crate::{Access, Action, Cx, Params, Result};
use crate::{
    kms::{
        place::Place,
        tables::permission_policies::{self, PermissionPolicy},
    },
    request::page::Page,
};

pub(in crate::kms) struct ListPolicies {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    policies: Rows,
    total_count: i64,
    page_number: i64,
    page_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    policy: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    name: String,
}

impl Action for ListPolicies {
    const NAME: &'static str = "ListPolicies";
    const DOC: &'static str = "Queries permission policies.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:kms:{region}:{account}:policy"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        let (found, total_count) =
            permission_policies::page(cx.tx, place, (self.page.skip(), self.page.size))?;
        let row = |it: PermissionPolicy| Row { name: it.name };
        Ok(Response {
            policies: Rows { policy: found.into_iter().map(row).collect() },
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
        })
    }
}
