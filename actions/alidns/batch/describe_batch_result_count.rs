//! `DescribeBatchResultCount` says how far a batch task is: the last one, unless it names one.

use serde::Serialize;

use super::batch_types::FILTER;
use crate::alidns::{hosted::ALL_RESOURCES, tables::batch};
use crate::{Access, Action, Cx, Params, Result, int};

pub(in crate::alidns) struct DescribeBatchResultCount {
    id: Option<i64>,
    kind: Option<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    /// -1 if there is no task, 0 while it runs, 1 when it is done, 2 if all of it has failed.
    status: i64,
    total_count: i64,
    success_count: i64,
    failed_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batch_type: Option<String>,
}

impl Action for DescribeBatchResultCount {
    const NAME: &'static str = "DescribeBatchResultCount";
    const DOC: &'static str = "Queries how far a batch task is.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.optional(int("TaskId").doc("The task; the last one."))?;
        Ok(Self { id, kind: p.optional(FILTER)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let Some(it) = batch::find(cx.tx, &account, self.id, self.kind.as_deref())? else {
            return Ok(Response { status: -1, ..Response::default() });
        };
        let done = it.ready <= cx.now;
        let status = match (done, it.good) {
            (false, _) => 0,
            (true, 0) => 2,
            (true, _) => 1,
        };
        let told = |count: i64| if done { count } else { 0 };
        Ok(Response {
            status,
            total_count: it.total,
            success_count: told(it.good),
            failed_count: told(it.failed),
            task_id: Some(it.id),
            batch_type: Some(it.kind),
        })
    }
}
