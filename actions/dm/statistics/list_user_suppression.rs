//! `ListUserSuppression` lists the addresses that get no mail, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, seconds},
    tables::{
        Owner,
        suppressions::{self, Filter},
    },
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, int, request::page::Page, text};

pub(in crate::dm) struct ListUserSuppression {
    address: Option<String>,
    made: (Option<i64>, Option<i64>),
    bounced: (Option<i64>, Option<i64>),
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    data: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Rows {
    user_suppressions: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    suppression_id: i64,
    address: String,
    #[serde(rename = "Type")]
    kind: String,
    create_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_bounce_time: Option<i64>,
}

impl Action for ListUserSuppression {
    const NAME: &'static str = "ListUserSuppression";
    const DOC: &'static str = "Queries addresses that get no mail.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let time = |name, doc| int(name).doc(doc);
        Ok(Self {
            address: p.optional(text("Address").doc("Part of an address."))?,
            made: (
                p.optional(time("StartCreateTime", "Added from this second on."))?,
                p.optional(time("EndCreateTime", "Added before this second."))?,
            ),
            bounced: (
                p.optional(time("StartBounceTime", "Come back from this second on."))?,
                p.optional(time("EndBounceTime", "Come back before this second."))?,
            ),
            page: lists::page(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let like = self.address.as_deref().map(pattern);
        let span = |(from, to): (Option<i64>, Option<i64>)| {
            (
                from.map_or(0, |it| it.saturating_mul(1000)),
                to.map_or(i64::MAX, |it| it.saturating_mul(1000)),
            )
        };
        let filter =
            Filter { like: like.as_deref(), made: span(self.made), bounced: span(self.bounced) };
        let (found, total_count) = suppressions::list(cx.tx, owner, &filter, self.page)?;
        let user_suppressions = found
            .into_iter()
            .map(|it| Row {
                suppression_id: it.id,
                address: it.address,
                kind: it.kind,
                create_time: seconds(it.made),
                last_bounce_time: (it.bounced > 0).then(|| seconds(it.bounced)),
            })
            .collect();
        let Page { number, size } = self.page;
        Ok(Response {
            total_count,
            page_number: number,
            page_size: size,
            data: Rows { user_suppressions },
        })
    }
}
