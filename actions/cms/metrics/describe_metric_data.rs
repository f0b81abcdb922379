//! `DescribeMetricData` reads the datapoints of a metric, all at once.

use serde::Serialize;

use super::query::{Datapoint, Query, to_text};
use crate::{Access, Action, Cx, Params, Result, Success, cms::answers, text};

/// The most datapoints of an answer (documented for the length of a page).
const MOST: usize = 1440;

pub(in crate::cms) struct DescribeMetricData {
    query: Query,
    length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    datapoints: String,
    period: String,
}

impl Action for DescribeMetricData {
    const NAME: &'static str = "DescribeMetricData";
    const DOC: &'static str = "Reads the datapoints of a metric, grouped by dimensions.";
    const ACCESS: Access = Access::Get;
    const SUCCESS: Option<Success> = Some(answers::NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let length = text("Length").form("number from 1 to 1440", |it| {
            it.parse::<usize>().is_ok_and(|n| (1..=MOST).contains(&n))
        });
        Ok(Self {
            query: Query::read(p)?,
            length: p
                .optional(length.doc("How many datapoints at most."))?
                .and_then(|it| it.parse().ok())
                .unwrap_or(MOST),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = self.query.datapoints(cx)?;
        Ok(Response {
            datapoints: to_text(all.iter().take(self.length).map(Datapoint::shown)),
            period: self.query.period.to_string(),
        })
    }
}
