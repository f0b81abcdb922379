//! `ImportAppAlertRules` creates the alert rules of a template for each of some applications.
//!
//! Documented: a template is a rule that there is or a text with the configuration of rules, and rules run only if
//! the call says so. Assumed: one of `TemplateAlertId` and `TemplateAlertConfig` is needed; `Data` is the list of the
//! new ids; the type of rules is that of applications.
//!
//! Assumed: the words of its errors.

use serde::Serialize;
use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result, Tag, TagReader,
    arms::{
        MISSING, id_lists, region,
        rules::alert_rule::{NO_RULE, TYPES, json},
        rules::rule_tags,
        tables::alert_rules::{self, AlertRule, Definition},
    },
    flag, text,
};

/// The list of contact groups is not one. Documented.
const BAD_GROUPS: Fault = Fault {
    status: 400,
    code: "ParameterContactGroupIllegal",
    message: "The contact group list is malformed: it must be a JSON array.",
};

/// How many applications a call may name, and how many rules its template may have.
const MOST_APPLICATIONS: usize = 100;
const MOST_TEMPLATES: usize = 20;

pub(in crate::arms) struct ImportAppAlertRules {
    applications: Vec<String>,
    groups: Option<String>,
    is_running: bool,
    template: Option<String>,
    config: Vec<Value>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    data: String,
}

/// The ids of applications in a JSON list.
fn applications(list: &str) -> Option<Vec<String>> {
    json(list).filter(|it: &Vec<String>| (1..=MOST_APPLICATIONS).contains(&it.len()))
}

/// The rules of a template: a JSON object, or a list of these.
fn templates(text: &str) -> Option<Vec<Value>> {
    let all = match json(text)? {
        Value::Array(list) => list,
        one => vec![one],
    };
    let fit = (1..=MOST_TEMPLATES).contains(&all.len()) && all.iter().all(Value::is_object);
    Some(all).filter(|_| fit)
}

impl Action for ImportAppAlertRules {
    const NAME: &'static str = "ImportAppAlertRules";
    const DOC: &'static str = "Creates alert rules for applications from a template.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[MISSING, BAD_GROUPS, NO_RULE];
    const TAGS: Option<TagReader> = Some(rule_tags::read);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let pids = text("Pids").form("JSON list of texts", |it| applications(it).is_some());
        let config = text("TemplageAlertConfig")
            .form("JSON object or list of these", |it| templates(it).is_some());
        let id = text("TemplateAlertId").form("number", |it| it.parse::<i64>().is_ok());
        let groups = text("ContactGroupIds").keep_empty().doc("A JSON list of contact groups.");
        let pids = p.required(pids.doc("The ids of the applications, as a JSON list."))?;
        let config = p.optional(config.doc("The rules, as JSON."))?;
        let tags = rule_tags::read(p)?;
        Ok(Self {
            applications: applications(&pids).unwrap_or_default(),
            groups: p.optional(groups)?,
            is_running: p.default(flag("IsAutoStart").doc("Whether the rules run."), false)?,
            template: p.optional(id.doc("The rule that they are made after."))?,
            config: config.as_deref().and_then(templates).unwrap_or_default(),
            tags,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let groups = match &self.groups {
            Some(list) => Some(list.trim())
                .filter(|it| it.starts_with('['))
                .and_then(id_lists::parse)
                .ok_or(BAD_GROUPS)?,
            None => Vec::new(),
        };
        let mut templates = Vec::new();
        if let Some(id) = self.template.as_deref().and_then(|id| id.parse().ok()) {
            templates.push(alert_rules::rule(cx.tx, &account, id)?.ok_or(NO_RULE)?);
        }
        for one in self.config {
            let name = ["title", "alertTitle", "alertName"];
            let name = name.iter().find_map(|it| one.get(*it)?.as_str()).unwrap_or("alert rule");
            let mut definition = Definition { kind: TYPES[0].into(), ..Definition::default() };
            definition.rest.insert("Template".into(), one.clone());
            templates.push(AlertRule { name: name.to_owned(), definition, ..AlertRule::default() });
        }
        if templates.is_empty() {
            return Err(MISSING.with("TemplateAlertId"));
        }
        let mut ids = Vec::new();
        for application in &self.applications {
            for template in &templates {
                let mut rule = AlertRule {
                    id: 0,
                    name: template.name.clone(),
                    running: self.is_running,
                    definition: Definition {
                        region: cx.region.to_owned(),
                        applications: vec![application.clone()],
                        groups: groups.clone(),
                        tags: rule_tags::stored(&self.tags),
                        ..template.definition.clone()
                    },
                    made: cx.now,
                    changed: cx.now,
                };
                alert_rules::put(cx.tx, &account, &mut rule)?;
                ids.push(rule.id);
            }
        }
        Ok(Response { data: id_lists::shown(&ids) })
    }
}
