//! `DeleteMetricRuleTargets` deletes push targets of an alert rule. Targets that the rule does not have are listed as
//! failed (assumed: no page says which ones fail).

use serde::Serialize;

use super::{
    faults::{RESOURCE_NOT_FOUND, no_rule},
    forms::MAX_TARGETS,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{
        lookup_text,
        tables::{rule_targets, rules},
    },
};

pub(in crate::cms) struct DeleteMetricRuleTargets {
    rule: String,
    ids: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    fail_ids: FailIds,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct FailIds {
    target_ids: TargetIds,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct TargetIds {
    target_id: Vec<String>,
}

impl Action for DeleteMetricRuleTargets {
    const NAME: &'static str = "DeleteMetricRuleTargets";
    const DOC: &'static str = "Deletes push targets of an alert rule.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let rule = p.required(lookup_text("RuleId").doc("The rule."))?;
        let ids = p.list(lookup_text("TargetIds").doc("The targets."), MAX_TARGETS)?;
        Ok(Self { rule, ids: p.require("TargetIds", ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        if rules::rule(cx.tx, account, &self.rule)?.is_none() {
            return Err(no_rule(&self.rule));
        }
        let mut target_id = Vec::new();
        for id in self.ids {
            if !rule_targets::delete_target(cx.tx, account, &self.rule, &id)? {
                target_id.push(id);
            }
        }
        Ok(Response { fail_ids: FailIds { target_ids: TargetIds { target_id } } })
    }
}
