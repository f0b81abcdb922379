//! `CreateOrUpdateAlertRule` creates an alert rule, or replaces the one that it names. A new rule runs unless it says
//! otherwise (assumed).
//!
//! Assumed: an update replaces all of a rule.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Access, Action, Cx, Fault, Params, Result, Spec, Tag, TagReader,
    arms::{
        region,
        rules::alert_rule::{BAD_TYPE, Content, NO_RULE, Named, RuleView, TYPES, json},
        rules::rule_tags,
        tables::alert_rules::{self, AlertRule, Definition},
    },
    flag, int, text,
};

/// The most characters of texts that are kept as they are.
const MOST: usize = 4096;

pub(in crate::arms) struct CreateOrUpdateAlertRule {
    id: Option<i64>,
    name: String,
    kind: String,
    status: Option<String>,
    applications: Vec<String>,
    tags: Vec<Tag>,
    rest: Map<String, Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    alert_rule: RuleView,
}

fn kept(name: &'static str, doc: &'static str) -> Spec<String> {
    text(name).len(1, MOST).doc(doc)
}

impl Action for CreateOrUpdateAlertRule {
    const NAME: &'static str = "CreateOrUpdateAlertRule";
    const DOC: &'static str = "Creates or replaces an alert rule.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NO_RULE, BAD_TYPE];
    const TAGS: Option<TagReader> = Some(rule_tags::read);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let list = |it: &str| json::<Vec<Named>>(it).is_some();
        let pids = text("Pids").form("JSON list of texts", |it| json::<Vec<String>>(it).is_some());
        let content = text("AlertRuleContent")
            .form("alert rule content", |it| json::<Content>(it).is_some())
            .doc("The conditions, as JSON.");
        let mut rest = Map::new();
        for spec in [
            ("AlertCheckType", "`STATIC` or `CUSTOM`: how a rule of Prometheus is written."),
            ("ClusterId", "The cluster of a rule of Prometheus."),
            ("Level", "The level of its alerts: P1 to P4."),
            ("Message", "The text of its alerts."),
            ("MetricsType", "The type of its metrics."),
            ("NotifyStrategy", "Its notification policy."),
            ("PromQL", "The expression of a rule of Prometheus."),
        ] {
            if let Some(value) = p.optional(kept(spec.0, spec.1))? {
                rest.insert(spec.0.into(), value.into());
            }
        }
        if let Some(value) = p.optional(content)? {
            rest.insert("AlertRuleContent".into(), value.into());
        }
        for (name, doc) in [
            ("Annotations", "JSON list of objects with name and value."),
            ("Labels", "JSON list of objects with name and value."),
        ] {
            let spec = text(name).form("JSON list of names and values", list);
            if let Some(value) = p.optional(spec.doc(doc))? {
                rest.insert(name.into(), value.into());
            }
        }
        for (name, doc) in [
            ("AlertGroup", "The group of a rule of Prometheus."),
            ("Duration", "For how many minutes the condition has to hold."),
        ] {
            if let Some(value) = p.optional(int(name).doc(doc))? {
                rest.insert(name.into(), value.into());
            }
        }
        let auto = flag("AutoAddNewApplication").doc("Whether it is for new applications too.");
        if let Some(value) = p.optional(auto)? {
            rest.insert("AutoAddNewApplication".into(), value.into());
        }
        let tags = rule_tags::read(p)?;
        let pids = p.optional(pids.doc("The ids of the applications, as a JSON list."))?;
        let status = text("AlertStatus").one_of(&["RUNNING", "STOPPED"]);
        Ok(Self {
            id: p.optional(int("AlertId").min(1).doc("The rule to replace."))?,
            name: p.required(text("AlertName").line(1, 255).doc("Its name."))?,
            kind: p.required(text("AlertType").line(1, 64).doc("Its type."))?,
            status: p.optional(status.doc("Whether it is in force."))?,
            applications: pids.as_deref().and_then(json).unwrap_or_default(),
            tags,
            rest,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !TYPES.contains(&&*self.kind) {
            return Err(BAD_TYPE.into());
        }
        let account = cx.caller.account.clone();
        let mut rule = match self.id {
            Some(id) => alert_rules::rule(cx.tx, &account, id)?.ok_or(NO_RULE)?,
            None => AlertRule { running: true, made: cx.now, ..AlertRule::default() },
        };
        rule.name = self.name;
        rule.changed = cx.now;
        rule.running = self.status.map_or(rule.running, |it| it == "RUNNING");
        rule.definition = Definition {
            kind: self.kind,
            region: cx.region.to_owned(),
            applications: self.applications,
            groups: rule.definition.groups,
            tags: rule_tags::stored(&self.tags),
            rest: self.rest,
        };
        alert_rules::put(cx.tx, &account, &mut rule)?;
        Ok(Response { alert_rule: RuleView::of(rule, &account) })
    }
}
