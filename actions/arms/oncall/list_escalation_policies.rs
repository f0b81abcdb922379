//! `ListEscalationPolicies` lists escalation policies, newest first (assumed).
//!
//! Assumed: `Name` is a part of the name.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{list_filter::part, tables::escalations},
    request::page::Page,
};

pub(in crate::arms) struct ListEscalationPolicies {
    name: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    page: i64,
    size: i64,
    total: usize,
    escalation_policies: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    id: i64,
    name: String,
}

impl Action for ListEscalationPolicies {
    const NAME: &'static str = "ListEscalationPolicies";
    const DOC: &'static str = "Lists escalation policies.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.optional(part("Name").doc("A part of the name."))?;
        Ok(Self { name, page: Page::page_and_size(p, 9999)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = escalations::all(cx.tx, &cx.caller.account)?;
        found.retain(|it| self.name.as_ref().is_none_or(|part| it.name.contains(part)));
        let total = found.len();
        let escalation_policies =
            self.page.of(found).map(|it| Found { id: it.id, name: it.name }).collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, escalation_policies } })
    }
}
