//! `ListOnCallSchedules` lists on-call schedules, newest first (assumed).
//!
//! Assumed: `Name` is a part of the name.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{list_filter::part, tables::schedules},
    request::page::Page,
};

pub(in crate::arms) struct ListOnCallSchedules {
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
    on_call_schedules: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    id: i64,
    name: String,
    description: String,
}

impl Action for ListOnCallSchedules {
    const NAME: &'static str = "ListOnCallSchedules";
    const DOC: &'static str = "Lists on-call schedules.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.optional(part("Name").doc("A part of the name."))?;
        Ok(Self { name, page: Page::page_and_size(p, 9999)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = schedules::all(cx.tx, &cx.caller.account)?;
        found.retain(|it| self.name.as_ref().is_none_or(|part| it.name.contains(part)));
        let total = found.len();
        let on_call_schedules = self
            .page
            .of(found)
            .map(|it| Found { id: it.id, name: it.name, description: it.description })
            .collect();
        let Page { number: page, size } = self.page;
        Ok(Response { page_bean: PageBean { page, size, total, on_call_schedules } })
    }
}
