//! `DescribeMetricList` reads the datapoints of a metric, a page at a time.
//!
//! Assumed: datapoints have the start of their period as their time.

use serde::Serialize;

use super::query::{Query, to_text};
use crate::{Access, Action, Cx, Params, Result, text};

/// The most datapoints of a page (documented).
const MOST: i64 = 1000;

pub(in crate::cms) struct DescribeMetricList {
    query: Query,
    length: i64,
    after: Option<(i64, i64)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    datapoints: String,
    period: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

impl Action for DescribeMetricList {
    const NAME: &'static str = "DescribeMetricList";
    const DOC: &'static str = "Reads the datapoints of a metric.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let length = text("Length").form("number from 1 to 1440", |it| {
            it.parse::<usize>().is_ok_and(|n| (1..=1440).contains(&n))
        });
        let token = text("NextToken").form("NextToken of an answer", |it| place(it).is_some());
        let mut list = Self {
            query: Query::read(p)?,
            length: p
                .optional(length.doc("How many datapoints to a page; 1000 unless given."))?
                .and_then(|it| it.parse().ok())
                .unwrap_or(MOST),
            after: p
                .optional(token.doc("The NextToken of the answer before, to go on from."))?
                .as_deref()
                .and_then(place),
        };
        list.length = p.page_size(list.length);
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = self.query.datapoints(cx)?;
        let rest =
            all.iter().filter(|it| self.after.is_none_or(|after| (it.at, it.series) > after));
        let length = usize::try_from(self.length).unwrap_or(usize::MAX);
        let mut page: Vec<_> = rest.take(length.saturating_add(1)).collect();
        let more = page.len() > length;
        page.truncate(length);
        let last = page.last().filter(|_| more);
        Ok(Response {
            datapoints: to_text(page.iter().map(|it| it.shown())),
            period: self.query.period.to_string(),
            next_token: last.map(|it| format!("{}{:06}", it.at, it.series)),
        })
    }
}

/// The datapoint after which a page begins: the milliseconds of its time, 13 digits, then its series.
fn place(token: &str) -> Option<(i64, i64)> {
    if !token.is_ascii() || !(19..=32).contains(&token.len()) {
        return None;
    }
    let (at, series) = token.split_at(13);
    Some((at.parse().ok()?, series.parse().ok()?))
}
