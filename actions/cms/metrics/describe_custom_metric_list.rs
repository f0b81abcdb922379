//! `DescribeCustomMetricList` lists the series of custom metrics.
//!
//! The answer is a text of JSON (documented). The members of a series in the list are assumed.

use serde::Serialize;
use serde_json::json;

use super::dimensions::{self, GROUP, NO_GROUP};
use crate::{
    Access, Action, Cx, Params, Result, Success,
    cms::{answers, tables::series},
    request::page::Page,
    text,
};

pub(in crate::cms) struct DescribeCustomMetricList {
    group: Option<String>,
    metric: Option<String>,
    dimension: Option<String>,
    md5: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    result: String,
}

impl Action for DescribeCustomMetricList {
    const NAME: &'static str = "DescribeCustomMetricList";
    const DOC: &'static str = "Lists the series of custom metrics.";
    const ACCESS: Access = Access::Get;
    const SUCCESS: Option<Success> = Some(answers::NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let dimension = text("Dimension").len(1, 4096);
        Ok(Self {
            group: p
                .optional(text("GroupId").line(1, 20).doc("Only of this application group."))?,
            metric: p.optional(text("MetricName").line(1, 64).doc("Only of this metric."))?,
            dimension: p
                .optional(dimension.doc("Only of these dimensions: key=value&key2=value2."))?,
            md5: p.optional(text("Md5").line(1, 64).doc("Only the series of this id."))?,
            page: Page::texts(p, "PageNumber", 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let namespace = dimensions::custom_namespace(account);
        let mut all = series::of_namespace(cx.tx, account, &namespace, self.metric.as_deref())?;
        let text = self.dimension.as_deref().map(|it| it.trim_matches(['{', '}']));
        all.retain(|it| {
            let group = it.dimensions.get(GROUP).unwrap_or(NO_GROUP);
            self.group.as_deref().is_none_or(|wanted| wanted == group)
                && text.is_none_or(|text| it.dimensions.to_text() == text)
                && self.md5.as_deref().is_none_or(|md5| md5 == it.id)
        });
        let total = all.len();
        let list: Vec<_> = self
            .page
            .of(all)
            .map(|it| {
                json!({
                    "metricName": it.metric,
                    "groupId": it.dimensions.get(GROUP).unwrap_or(NO_GROUP),
                    "project": it.namespace,
                    "dimension": it.dimensions.to_text(),
                    "md5": it.id,
                    "status": 1,
                })
            })
            .collect();
        let result =
            json!({ "all": total, "size": self.page.size, "page": self.page.number, "list": list });
        Ok(Response { result: result.to_string() })
    }
}
