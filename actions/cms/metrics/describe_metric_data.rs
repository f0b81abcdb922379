//! `DescribeMetricData` reads the datapoints of a metric, all at once.

use serde::Serialize;

use super::query::{Query, to_text};
use crate::{Access, Action, Cx, Params, Result, Success, cms::answers, int};

/// The most datapoints of an answer (documented for the length of a page).
const MOST: i64 = 1440;

pub(in crate::cms) struct DescribeMetricData {
    query: Query,
    length: i64,
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
        let length = int("Length").range(1, MOST);
        Ok(Self {
            query: Query::read(p)?,
            length: p.default(length.doc("How many datapoints at most."), MOST)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = self.query.datapoints(cx)?;
        let most = usize::try_from(self.length).unwrap_or(usize::MAX);
        Ok(Response {
            datapoints: to_text(all.iter().take(most).map(|it| it.shown())),
            period: self.query.period.to_string(),
        })
    }
}
