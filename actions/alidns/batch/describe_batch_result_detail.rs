//! `DescribeBatchResultDetail` lists what a batch task has done: nothing while it runs.

use serde::Serialize;

use super::batch_types::FILTER;
use crate::alidns::{
    hosted::ALL_RESOURCES,
    lists,
    tables::batch::{self, Item, Task},
};
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, shared::format, text};

pub(in crate::alidns) struct DescribeBatchResultDetail {
    id: Option<i64>,
    kind: Option<String>,
    status: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    batch_result_details: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Rows {
    batch_result_detail: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Row {
    domain: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rr: Option<String>,
    #[serde(rename = "Type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<String>,
    status: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    rr_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<String>,
    batch_type: String,
    operate_date_str: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Action for DescribeBatchResultDetail {
    const NAME: &'static str = "DescribeBatchResultDetail";
    const DOC: &'static str = "Queries what a batch task has done.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let status = text("Status").one_of(&["SUCCESS", "FAILED"]);
        let id = p.optional(int("TaskId").doc("The task; the last one."))?;
        let kind = p.optional(FILTER)?;
        let status = p.optional(status.doc("Only what went well, or what failed."))?;
        Ok(Self { id, kind, status, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let task = batch::find(cx.tx, &account, self.id, self.kind.as_deref())?;
        let good = self.status.map(|it| it == "SUCCESS");
        let (found, total_count) = match task.as_ref().filter(|it| it.ready <= cx.now) {
            Some(task) => batch::items(cx.tx, task.id, good, self.page)?,
            None => (Vec::new(), 0),
        };
        let task = task.unwrap_or_default();
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            batch_result_details: Rows {
                batch_result_detail: found.into_iter().map(|it| row(&task, it)).collect(),
            },
        })
    }
}

fn row(task: &Task, it: Item) -> Row {
    Row {
        domain: it.domain,
        rr: it.rr,
        kind: it.kind,
        value: it.value,
        line: it.line,
        ttl: it.ttl.map(|it| it.to_string()),
        priority: it.priority.map(|it| it.to_string()),
        status: it.reason.is_none(),
        rr_status: it.record.is_some().then_some("ENABLE"),
        record_id: it.record,
        batch_type: task.kind.clone(),
        operate_date_str: format::shanghai_time(task.made),
        reason: it.reason,
    }
}
