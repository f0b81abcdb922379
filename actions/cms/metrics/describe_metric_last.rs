//! `DescribeMetricLast` reads the latest datapoint of each series of a metric.

use std::collections::BTreeMap;

use serde::Serialize;

use super::query::{Datapoint, Query, to_text};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cms) struct DescribeMetricLast(Query);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    datapoints: String,
    period: String,
}

impl Action for DescribeMetricLast {
    const NAME: &'static str = "DescribeMetricLast";
    const DOC: &'static str = "Reads the latest datapoint of each series of a metric.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let query = Query::read(p)?;
        // There is one page, since each series has one datapoint.
        p.optional(text("Length").doc("How many datapoints to a page; all are answered."))?;
        p.optional(text("NextToken").doc("Ignored, as there is one page."))?;
        Ok(Self(query))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let last: BTreeMap<_, _> =
            self.0.datapoints(cx)?.into_iter().map(|it| (it.series, it)).collect();
        Ok(Response {
            datapoints: to_text(last.values().map(Datapoint::shown)),
            period: self.0.period.to_string(),
        })
    }
}
