//! `QueryTemplateByParam` lists templates, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, Listed, minutes, seconds},
    tables::{Owner, templates},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct QueryTemplateByParam {
    keyword: Option<String>,
    status: Option<i64>,
    page: Page,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    template: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    template_id: String,
    template_name: String,
    template_type: i64,
    template_status: String,
    template_comment: String,
    create_time: String,
    // As the vendor spells it.
    #[serde(rename = "UtcCreatetime")]
    utc_create_time: i64,
}

impl Action for QueryTemplateByParam {
    const NAME: &'static str = "QueryTemplateByParam";
    const DOC: &'static str = "Queries templates of mail.";
    const ACCESS: Access = Access::List;
    type Response = Listed<Rows>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(int("FromType").doc("Where they come from; it has no effect."))?;
        let status = int("Status").doc("0 draft, 1 in review, 2 approved, 3 rejected.");
        Ok(Self {
            keyword: p.optional(text("KeyWord").doc("Part of a name."))?,
            status: p.optional(status)?,
            page: lists::page(p, 50, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let filter = (like.as_deref(), self.status);
        let (found, total) = templates::list(cx.tx, owner, filter, self.page)?;
        let template = found
            .into_iter()
            .map(|it| Row {
                template_id: it.id.to_string(),
                template_name: it.name,
                template_type: it.kind,
                template_status: it.review.to_string(),
                template_comment: it.comment,
                create_time: minutes(it.made),
                utc_create_time: seconds(it.made),
            })
            .collect();
        Ok(Listed::new(self.page, total, Rows { template }))
    }
}
