//! `PutMetricRuleTargets` adds push targets to an alert rule, or replaces those of the same ids; others stay.
//!
//! A target whose ARN names no resource that alerts can be pushed to is listed as failed, and the others are
//! saved (assumed: no page says which ones fail).

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    faults::{INVALID, RESOURCE_NOT_FOUND, no_rule},
    forms::{MAX_TARGETS, level},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{
        lookup_text,
        tables::{
            rule_targets::{self, Target},
            rules,
        },
    },
    text,
};

/// The services that alerts can be pushed to (the action's page).
const SERVICES: &[&str] = &["mns", "ess", "log", "fc"];

/// What becomes of targets.
const NOT_DELIVERED: &str = "Localyun keeps the targets and delivers nothing to them.";

pub(in crate::cms) struct PutMetricRuleTargets {
    rule: String,
    targets: Vec<Target>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    fail_data: FailData,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct FailData {
    targets: Failed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Failed {
    target: Vec<FailedTarget>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct FailedTarget {
    id: String,
    arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
}

impl Action for PutMetricRuleTargets {
    const NAME: &'static str = "PutMetricRuleTargets";
    const DOC: &'static str = "Adds or modifies the push targets of an alert rule.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID, RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let rule = p.required(lookup_text("RuleId").doc("The rule."))?;
        let targets = p.json("Targets", |p| p.each("Targets", MAX_TARGETS, read_target))?;
        let targets = p.require("Targets", (!targets.is_empty()).then_some(targets))?;
        Ok(Self { rule, targets })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        cx.hint(NOT_DELIVERED);
        let account = &cx.caller.account;
        if rules::rule(cx.tx, account, &self.rule)?.is_none() {
            return Err(no_rule(&self.rule));
        }
        let mut target = Vec::new();
        for it in self.targets {
            if is_reachable(&it.arn) {
                rule_targets::put_target(cx.tx, account, &self.rule, &it)?;
            } else {
                target.push(FailedTarget { id: it.id, arn: it.arn, level: it.level });
            }
        }
        Ok(Response { fail_data: FailData { targets: Failed { target } } })
    }
}

fn read_target(p: &mut Params<'_>) -> Result<Target> {
    let id = text("Id").line(1, 128).doc("The id of the target; an existing one is replaced.");
    let arn = text("Arn").line(1, 1024).doc("The ARN of the resource that alerts are pushed to.");
    let level = text("Level").form("level, or JSON list of levels", is_levels);
    let params = text("JsonParams").form("JSON object", is_params);
    Ok(Target {
        id: p.required(id)?,
        arn: p.required(arn)?,
        level: p.optional(level.doc("The level of the alerts that are pushed."))?,
        params: p.optional(params.doc("What is added to the alert."))?,
    })
}

/// Whether the ARN has the form of a resource of one of the services: `acs:mns:cn-hangzhou:1:/queues/q/message`.
fn is_reachable(arn: &str) -> bool {
    let parts: Vec<&str> = arn.splitn(5, ':').collect();
    matches!(parts[..], ["acs", service, _, account, resource]
        if SERVICES.contains(&service) && !account.is_empty() && !resource.is_empty())
}

/// `INFO`, or the list `["INFO","WARN"]`, which the page shows.
fn is_levels(it: &str) -> bool {
    if it.len() > 64 {
        return false;
    }
    let list: Option<Vec<String>> = serde_json::from_str(it).ok();
    match list {
        Some(list) => !list.is_empty() && list.iter().all(|one| level(one).is_some()),
        None => level(it).is_some(),
    }
}

fn is_params(it: &str) -> bool {
    it.len() <= 4096 && serde_json::from_str::<Map<String, Value>>(it).is_ok()
}
