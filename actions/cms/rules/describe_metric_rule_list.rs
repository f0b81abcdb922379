//! `DescribeMetricRuleList` lists alert rules, newest first, a page at a time.
//!
//! `RuleName` matches a part of the name; the other filters match exactly. No match is an empty list (observed:
//! Terraform takes that for a rule that is gone).
//!
//! Assumed: the order of rules.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    alarms::Alarm,
    faults::{INVALID, illegal},
    forms::resources,
    rule::Rule,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success,
    cms::{
        lookup_text,
        monitor_groups::members,
        tables::rules::{self, RuleFilter},
    },
    flag, int,
    request::page::Page,
    shared::text::comma_list,
    text,
};

/// How many ids a call may have (the action's page).
const MAX_IDS: usize = 20;
/// How many rules a page has at most (assumed: as for contacts).
const MAX_SIZE: i64 = 100;

pub(in crate::cms) struct DescribeMetricRuleList {
    ids: Option<String>,
    name: Option<String>,
    namespace: Option<String>,
    metric: Option<String>,
    enabled: Option<bool>,
    state: Option<String>,
    group: Option<String>,
    dimensions: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    /// The vendor answers a text here.
    total: String,
    alarms: Alarms,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Alarms {
    alarm: Vec<Alarm>,
}

impl Action for DescribeMetricRuleList {
    const NAME: &'static str = "DescribeMetricRuleList";
    const DOC: &'static str = "Queries alert rules.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[INVALID];
    /// Its `Code` is a number.
    const SUCCESS: Option<Success> =
        Some(|_, _| r#""Code":200,"Message":"success","Success":true"#.into());
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let states = &["OK", "ALARM", "INSUFFICIENT_DATA"];
        let mut list = Self {
            ids: p.optional(text("RuleIds").len(1, 8192).doc("At most 20 ids, with commas."))?,
            name: p.optional(lookup_text("RuleName").doc("Only rules with this in their name."))?,
            namespace: p.optional(lookup_text("Namespace").doc("Only rules of this product."))?,
            metric: p.optional(lookup_text("MetricName").doc("Only rules on this metric."))?,
            enabled: p.optional(flag("EnableState").doc("Only rules that are enabled, or not."))?,
            state: p
                .optional(text("AlertState").one_of(states).doc("Only rules in this state."))?,
            group: p.optional(
                lookup_text("GroupId").doc("Only the rules of this application group."),
            )?,
            dimensions: p.optional(
                text("Dimensions")
                    .form("JSON object of dimensions", |it| dimensions(it).is_some())
                    .doc("Only rules for a resource with these dimensions."),
            )?,
            page: Page {
                number: p.default(int("Page").min(1).doc("The page, from 1."), 1)?,
                size: p
                    .default(int("PageSize").min(1).doc("How many to a page."), 10)?
                    .min(MAX_SIZE),
            },
        };
        list.page.size = p.page_size(list.page.size);
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let filter = RuleFilter {
            namespace: self.namespace.as_deref(),
            metric: self.metric.as_deref(),
            enabled: self.enabled,
            state: self.state.as_deref(),
            // No group has an id that is not a number.
            group: self.group.as_deref().map(|it| it.parse().unwrap_or(-1)),
        };
        let name = self.name.as_deref().map(str::to_lowercase);
        let wanted = self.dimensions.as_deref().and_then(dimensions).unwrap_or_default();
        let shows = |rule: &Rule| {
            name.as_deref().is_none_or(|part| rule.name.to_lowercase().contains(part))
                && is_for(rule, &wanted)
        };
        let (found, total) = if let Some(ids) = &self.ids {
            let mut some = Vec::new();
            for id in read_ids(ids)? {
                some.extend(rules::rule(cx.tx, account, id)?.filter(|it| filter.shows(it)));
            }
            some.sort_by_key(|it| -it.seq);
            cut(some.into_iter().filter(shows), self.page)
        } else if name.is_some() || !wanted.is_empty() {
            let whole = Page { number: 1, size: i64::MAX };
            let (all, _) = rules::list(cx.tx, account, &filter, whole)?;
            cut(all.into_iter().filter(shows), self.page)
        } else {
            rules::list(cx.tx, account, &filter, self.page)?
        };
        let mut alarm = Vec::with_capacity(found.len());
        for rule in found {
            let group_name = members::name_of(cx.tx, account, rule.group)?;
            alarm.push(Alarm::of(rule, group_name));
        }
        Ok(Response { total: total.to_string(), alarms: Alarms { alarm } })
    }
}

/// A page of rules, and how many there are on all.
fn cut(rules: impl Iterator<Item = Rule>, page: Page) -> (Vec<Rule>, i64) {
    let mut total = 0;
    let found = page.of(rules.inspect(|_| total += 1)).collect();
    (found, total)
}

/// The ids in `RuleIds`, each once.
fn read_ids(ids: &str) -> Result<Vec<&str>> {
    let mut found: Vec<&str> = comma_list(ids).collect();
    if found.len() > MAX_IDS {
        return Err(illegal(format!("RuleIds has more than {MAX_IDS} ids.")));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The dimensions of the filter: objects, one after the other or in a list (the page shows
/// `{"userId":"1"}{"instanceId":"i-1"}`).
fn dimensions(it: &str) -> Option<Map<String, Value>> {
    let mut all = Map::new();
    if it.len() > 8192 {
        return None;
    }
    for one in serde_json::Deserializer::from_str(it).into_iter::<Value>() {
        match one.ok()? {
            Value::Object(pairs) => all.extend(pairs),
            Value::Array(list) => {
                for one in list {
                    all.extend(one.as_object()?.clone());
                }
            }
            _ => return None,
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Whether the rule is for a resource that has all of these dimensions.
fn is_for(rule: &Rule, wanted: &Map<String, Value>) -> bool {
    let has = |one: &Map<String, Value>| wanted.iter().all(|(key, it)| one.get(key) == Some(it));
    let listed = |text: &str| resources(text).is_some_and(|list| list.iter().any(has));
    wanted.is_empty() || listed(&rule.settings.resources) || listed(&rule.settings.dimensions)
}
