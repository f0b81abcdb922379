//! `DescribeMetricTop` reads the latest datapoints of a metric, by a statistic.

use std::collections::BTreeMap;

use serde::Serialize;

use super::query::{Query, to_text};
use crate::{Access, Action, Cx, Params, Result, Success, cms::answers, text};

/// How many datapoints at most (documented: 10 unless given, up to 1,000).
const MOST: usize = 1000;
const USUAL: usize = 10;

pub(in crate::cms) struct DescribeMetricTop {
    query: Query,
    by: String,
    descending: bool,
    length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    datapoints: String,
    period: String,
}

impl Action for DescribeMetricTop {
    const NAME: &'static str = "DescribeMetricTop";
    const DOC: &'static str = "Reads the latest datapoints of a metric, by a statistic.";
    const ACCESS: Access = Access::Get;
    const SUCCESS: Option<Success> = Some(answers::NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let order = text("OrderDesc").one_of(&["True", "False", "true", "false"]);
        let length = text("Length").form("number from 1 to 1000", |it| {
            it.parse::<usize>().is_ok_and(|n| (1..=MOST).contains(&n))
        });
        Ok(Self {
            query: Query::read(p)?,
            by: p.required(
                text("Orderby")
                    .line(1, 64)
                    .doc("The statistic by which they are ordered, such as Average."),
            )?,
            descending: p
                .optional(order.doc("Whether the greatest is first; True unless given."))?
                .is_none_or(|it| it.eq_ignore_ascii_case("true")),
            length: p
                .optional(length.doc("How many datapoints at most."))?
                .and_then(|it| it.parse().ok())
                .unwrap_or(USUAL),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let last: BTreeMap<_, _> =
            self.query.datapoints(cx)?.into_iter().map(|it| (it.series, it)).collect();
        let mut all: Vec<_> = last.into_values().collect();
        let value = |it: &super::query::Datapoint| it.statistics.get(&self.by).unwrap_or_default();
        all.sort_by(|a, b| value(a).total_cmp(&value(b)));
        if self.descending {
            all.reverse();
        }
        let shown = all.iter().take(self.length).zip(1..).map(|(it, order)| {
            let mut all = it.shown();
            all.insert("order".into(), order.into());
            all
        });
        Ok(Response { datapoints: to_text(shown), period: self.query.period.to_string() })
    }
}
