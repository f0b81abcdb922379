//! `QueryReceiverByParam` lists the lists of recipients, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, minutes, seconds},
    tables::{Owner, receivers},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct QueryReceiverByParam {
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total_count: i64,
    page_size: i64,
    #[serde(rename = "data")]
    data: Rows,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    receiver: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    receiver_id: String,
    receivers_name: String,
    receivers_alias: String,
    receivers_status: &'static str,
    count: String,
    desc: String,
    create_time: String,
    utc_create_time: i64,
}

impl Action for QueryReceiverByParam {
    const NAME: &'static str = "QueryReceiverByParam";
    const DOC: &'static str = "Queries lists of recipients.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("Status").doc("The status; every list is complete here."))?;
        let keyword = text("KeyWord").doc("Part of a name.");
        Ok(Self { keyword: p.optional(keyword)?, page: lists::page(p, 50, 1000)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let (found, total_count) = receivers::list(cx.tx, owner, like.as_deref(), self.page)?;
        let receiver = found
            .into_iter()
            .map(|it| Row {
                receiver_id: it.id,
                receivers_name: it.name,
                receivers_alias: it.alias,
                receivers_status: "1",
                count: it.members.to_string(),
                desc: it.about,
                create_time: minutes(it.made),
                utc_create_time: seconds(it.made),
            })
            .collect();
        Ok(Response { total_count, page_size: self.page.size, data: Rows { receiver } })
    }
}
