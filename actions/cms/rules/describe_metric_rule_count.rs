//! `DescribeMetricRuleCount` counts the alert rules in each state.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    cms::{lookup_text, tables::rules},
};

pub(in crate::cms) struct DescribeMetricRuleCount {
    namespace: Option<String>,
    metric: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    metric_rule_count: Counts,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Counts {
    total: i64,
    ok: i64,
    alarm: i64,
    nodata: i64,
    disable: i64,
}

impl Action for DescribeMetricRuleCount {
    const NAME: &'static str = "DescribeMetricRuleCount";
    const DOC: &'static str = "Queries the number of alert rules in each state.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            namespace: p.optional(lookup_text("Namespace").doc("Only rules of this product."))?,
            metric: p.optional(lookup_text("MetricName").doc("Only rules on this metric."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let of = (self.namespace.as_deref(), self.metric.as_deref());
        let mut counts = Counts::default();
        for (enabled, state, number) in rules::counts(cx.tx, &cx.caller.account, of)? {
            counts.total += number;
            // A rule that is disabled has no other state (assumed).
            let place = match (enabled, state.as_str()) {
                (false, _) => &mut counts.disable,
                (true, "ALARM") => &mut counts.alarm,
                (true, "INSUFFICIENT_DATA") => &mut counts.nodata,
                (true, _) => &mut counts.ok,
            };
            *place += number;
        }
        Ok(Response { metric_rule_count: counts })
    }
}
