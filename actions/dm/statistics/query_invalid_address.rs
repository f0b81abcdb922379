//! `QueryInvalidAddress` lists the addresses to which mail came back, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{minutes, seconds},
    statistics::times,
    tables::{
        Owner,
        suppressions::{self, Filter},
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct QueryInvalidAddress {
    keyword: Option<String>,
    from_time: Option<String>,
    to_time: Option<String>,
    number: i64,
    size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total_count: i64,
    next_start: String,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::dm) struct Rows {
    mail_detail: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    to_address: String,
    last_update_time: String,
    utc_last_update_time: i64,
}

impl Action for QueryInvalidAddress {
    const NAME: &'static str = "QueryInvalidAddress";
    const DOC: &'static str = "Queries addresses to which mail came back.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let next = text("NextStart").form("number", |it| it.parse::<i64>().is_ok_and(|n| n > 0));
        let next = p.optional(next.doc("The NextStart of the answer before, to go on from."))?;
        let size = p.default(int("Length").range(1, 100).doc("How many to a page."), 100)?;
        Ok(Self {
            keyword: p.optional(text("KeyWord").doc("Part of an address."))?,
            from_time: p.optional(text("StartTime").doc("From this time on."))?,
            to_time: p.optional(text("EndTime").doc("Up to this time."))?,
            number: next.and_then(|it| it.parse().ok()).unwrap_or(1),
            size: p.page_size(size),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let bounced = match (&self.from_time, &self.to_time) {
            (None, None) => (1, i64::MAX),
            (from, to) => times::span((from.as_deref(), to.as_deref()), cx.now, 365)?,
        };
        let filter = Filter { like: like.as_deref(), made: (0, i64::MAX), bounced };
        let page = Page { number: self.number, size: self.size };
        let (found, total_count) = suppressions::list(cx.tx, owner, &filter, page)?;
        let more = page.skip().saturating_add(page.size) < total_count;
        let mail_detail = found
            .into_iter()
            .map(|it| Row {
                to_address: it.address,
                last_update_time: minutes(it.bounced),
                utc_last_update_time: seconds(it.bounced),
            })
            .collect();
        let next_start = if more { (page.number + 1).to_string() } else { String::new() };
        Ok(Response { total_count, next_start, data: Rows { mail_detail } })
    }
}
