//! `DeleteCustomMetric` deletes the series of a custom metric in an application group.
//!
//! Assumed: a metric or a group that there is not is no error.

use serde::Serialize;

use super::dimensions::{self, GROUP, NO_GROUP};
use crate::{
    Access, Action, Cx, Params, Result, Success,
    cms::{answers, tables::series},
    text,
};

pub(in crate::cms) struct DeleteCustomMetric {
    group: String,
    metric: String,
    md5: Option<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DeleteCustomMetric {
    const NAME: &'static str = "DeleteCustomMetric";
    const DOC: &'static str = "Deletes what was reported of a custom metric.";
    const ACCESS: Access = Access::Delete;
    const SUCCESS: Option<Success> = Some(answers::NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let group = text("GroupId").line(1, 20).doc("The application group; 0 for none.");
        Ok(Self {
            group: p.required(group)?,
            metric: p.required(text("MetricName").line(1, 64).doc("The name of the metric."))?,
            md5: p.optional(text("Md5").line(1, 64).doc("Only the series of this id."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let namespace = dimensions::custom_namespace(&account);
        for row in series::of_metric(cx.tx, &account, (&namespace, &self.metric))? {
            let group = row.dimensions.get(GROUP).unwrap_or(NO_GROUP);
            if group == self.group && self.md5.as_deref().is_none_or(|md5| md5 == row.id) {
                series::delete(cx.tx, &account, row.number)?;
            }
        }
        Ok(Response {})
    }
}
