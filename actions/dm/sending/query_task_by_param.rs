//! `QueryTaskByParam` lists what was sent to lists of recipients, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, Listed, minutes, seconds},
    tables::{Owner, tasks},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct QueryTaskByParam {
    keyword: Option<String>,
    status: Option<i64>,
    page: Page,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    task: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    task_id: String,
    template_name: String,
    receivers_name: String,
    address_type: String,
    tag_name: String,
    request_count: String,
    task_status: String,
    create_time: String,
    utc_create_time: i64,
}

impl Action for QueryTaskByParam {
    const NAME: &'static str = "QueryTaskByParam";
    const DOC: &'static str = "Queries what was sent to lists of recipients.";
    const ACCESS: Access = Access::List;
    type Response = Listed<Rows>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = text("KeyWord").doc("Part of the name of a template or of a list.");
        Ok(Self {
            keyword: p.optional(keyword)?,
            status: p.optional(int("Status").doc("The status: 1 is sent."))?,
            page: lists::page(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = (like.as_deref(), self.status);
        let (found, total) = tasks::list(cx.tx, owner, filter, self.page)?;
        let task = found
            .into_iter()
            .map(|it| Row {
                task_id: it.id.to_string(),
                template_name: it.template,
                receivers_name: it.receivers,
                address_type: it.address_type.to_string(),
                tag_name: it.tag,
                request_count: it.requests.to_string(),
                task_status: it.status.to_string(),
                create_time: minutes(it.made),
                utc_create_time: seconds(it.made),
            })
            .collect();
        Ok(Listed::new(self.page, total, Rows { task }))
    }
}
