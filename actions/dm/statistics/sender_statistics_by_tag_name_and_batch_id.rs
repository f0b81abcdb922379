//! `SenderStatisticsByTagNameAndBatchID` counts, for each day, what was sent and what came of it.

use serde::Serialize;

use crate::dm::{
    statistics::times::{self, DAY},
    tables::{
        Owner,
        mail_statistics::{self, Day, Filter},
    },
};
use crate::{Access, Action, Cx, Params, Result, shared::format, text};

pub(in crate::dm) struct SenderStatisticsByTagNameAndBatchID {
    account: Option<String>,
    tag: Option<String>,
    from_time: String,
    to_time: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total_count: usize,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    stat: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::dm) struct Row {
    #[serde(rename = "CreateTime")]
    create_time: String,
    request_count: String,
    success_count: String,
    // As the vendor spells it.
    #[serde(rename = "faildCount")]
    failed_count: String,
    unavailable_count: String,
    succeeded_percent: String,
    unavailable_percent: String,
}

impl Action for SenderStatisticsByTagNameAndBatchID {
    const NAME: &'static str = "SenderStatisticsByTagNameAndBatchID";
    const DOC: &'static str = "Counts what was sent on each day.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            account: p.optional(text("AccountName").doc("Only mail of this sender."))?,
            tag: p.optional(text("TagName").doc("Only mail with this tag."))?,
            from_time: p.required(text("StartTime").doc("The first day."))?,
            to_time: p.required(text("EndTime").doc("The last day."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let times = (Some(&*self.from_time), Some(&*self.to_time));
        let (from, to) = times::span(times, cx.now, 7)?;
        let filter = Filter {
            from,
            to,
            address: self.account.as_deref(),
            tag: self.tag.as_deref(),
            ..Filter::default()
        };
        let stat: Vec<Row> =
            mail_statistics::days(cx.tx, owner, &filter)?.into_iter().map(row).collect();
        Ok(Response { total_count: stat.len(), data: Rows { stat } })
    }
}

fn row(it: Day) -> Row {
    Row {
        create_time: format::date(it.day.saturating_mul(DAY)),
        request_count: it.requested.to_string(),
        success_count: it.delivered.to_string(),
        failed_count: it.failed.to_string(),
        unavailable_count: it.unavailable.to_string(),
        succeeded_percent: times::percent(it.delivered, it.requested),
        unavailable_percent: times::percent(it.unavailable, it.requested),
    }
}
