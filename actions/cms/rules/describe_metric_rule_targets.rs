//! `DescribeMetricRuleTargets` lists the push targets of an alert rule.

use serde::Serialize;

use super::faults::{RESOURCE_NOT_FOUND, no_rule};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{
        lookup_text,
        tables::{rule_targets, rules},
    },
};

pub(in crate::cms) struct DescribeMetricRuleTargets {
    rule: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    targets: Targets,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Targets {
    target: Vec<Target>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Target {
    id: String,
    arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    json_params: Option<String>,
}

impl Action for DescribeMetricRuleTargets {
    const NAME: &'static str = "DescribeMetricRuleTargets";
    const DOC: &'static str = "Queries the push targets of an alert rule.";
    const ACCESS: Access = Access::List;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { rule: p.required(lookup_text("RuleId").doc("The rule."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if rules::rule(cx.tx, account, &self.rule)?.is_none() {
            return Err(no_rule(&self.rule));
        }
        let found = rule_targets::targets(cx.tx, account, &self.rule)?
            .into_iter()
            .map(|it| Target { id: it.id, arn: it.arn, level: it.level, json_params: it.params });
        Ok(Response { targets: Targets { target: found.collect() } })
    }
}
