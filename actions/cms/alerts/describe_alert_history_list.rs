//! `DescribeAlertHistoryList` lists what rules have found: the former action.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    cms::{
        INVALID,
        metrics::times,
        tables::alert_logs::{self, AlertLog},
    },
    flag, int,
    request::page::Page,
    text,
};

/// How far back it looks where no start is given: a day (assumed).
const USUAL_SPAN: i64 = 24 * 60 * 60 * 1000;

pub(in crate::cms) struct DescribeAlertHistoryList {
    rule: Option<String>,
    name: Option<String>,
    namespace: Option<String>,
    metric: Option<String>,
    group: Option<String>,
    state: Option<String>,
    status: Option<String>,
    ascending: bool,
    start: Option<String>,
    end: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: String,
    alarm_history_list: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    alarm_history: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    rule_id: String,
    rule_name: String,
    namespace: String,
    metric_name: String,
    group_id: String,
    dimensions: String,
    instance_name: String,
    expression: String,
    evaluation_count: i64,
    value: String,
    state: String,
    status: i64,
    level: String,
    alert_time: i64,
    last_time: i64,
    contact_groups: ContactGroups,
    contacts: Contacts,
    contact_mails: Mails,
    contact_smses: Smses,
    #[serde(rename = "ContactALIIMs")]
    contact_aliims: Aliims,
    webhooks: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ContactGroups {
    contact_group: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Contacts {
    contact: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Mails {
    contact_mail: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Smses {
    contact_sms: Vec<String>,
}

#[derive(Serialize)]
struct Aliims {
    #[serde(rename = "ContactALIIM")]
    contact_aliim: Vec<String>,
}

impl Action for DescribeAlertHistoryList {
    const NAME: &'static str = "DescribeAlertHistoryList";
    const DOC: &'static str = "Lists what rules have found.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let line = |name| text(name).line(1, 255);
        let time = |name| text(name).form("time", times::is_time);
        let states = text("State").one_of(&["OK", "ALARM", "INSUFFICIENT_DATA"]);
        let page = int("Page").min(1).doc("The page, from 1.");
        let size = int("PageSize").min(1).doc("How many to a page.");
        let mut list = Self {
            rule: p.optional(line("RuleId").doc("Only of this rule."))?,
            name: p.optional(line("RuleName").doc("Only of rules of this name."))?,
            namespace: p.optional(line("Namespace").doc("Only of this namespace."))?,
            metric: p.optional(line("MetricName").doc("Only of this metric."))?,
            group: p.optional(line("GroupId").doc("Only of this application group."))?,
            state: p.optional(states.doc("Only of this state."))?,
            status: p.optional(line("Status").doc("0 if somebody was told, 4 if nobody was."))?,
            ascending: p.default(flag("Ascending").doc("Whether the oldest is first."), false)?,
            start: p
                .optional(time("StartTime").doc("The start; a day before the end unless given."))?,
            end: p.optional(time("EndTime").doc("The end; now unless given."))?,
            page: Page { number: p.default(page, 1)?, size: p.default(size, 100)?.min(100) },
        };
        list.page.size = p.page_size(list.page.size);
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let time = |text: &Option<String>| text.as_deref().and_then(times::parse);
        let end = time(&self.end).unwrap_or(cx.now);
        let start = time(&self.start).unwrap_or_else(|| end.saturating_sub(USUAL_SPAN));
        if start > end {
            return Err(INVALID.with_hint("StartTime is not after EndTime."));
        }
        let mut all = alert_logs::between(cx.tx, &cx.caller.account, start, end)?;
        all.retain(|it| self.fits(it));
        if self.ascending {
            all.reverse();
        }
        Ok(Response {
            total: all.len().to_string(),
            alarm_history_list: List { alarm_history: self.page.of(all).map(Shown::of).collect() },
        })
    }
}

impl DescribeAlertHistoryList {
    fn fits(&self, log: &AlertLog) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == value)
        };
        is(&self.rule, &log.rule)
            && is(&self.name, &log.name)
            && is(&self.namespace, &log.namespace)
            && is(&self.metric, &log.metric)
            && is(&self.group, &log.group.map(|it| it.to_string()).unwrap_or_default())
            && is(&self.state, &log.entry.state)
            && is(&self.status, super::log_filters::send_status(log))
    }
}

impl Shown {
    fn of(log: AlertLog) -> Self {
        let status = super::log_filters::send_status(&log).parse().unwrap_or_default();
        let entry = log.entry;
        let dimensions: serde_json::Map<_, _> =
            entry.dimensions.iter().map(|(k, v)| (k.clone(), v.clone().into())).collect();
        let instance = entry.dimensions.into_iter().find(|(key, _)| key == "instanceId");
        Self {
            rule_id: log.rule,
            rule_name: log.name,
            namespace: log.namespace,
            metric_name: log.metric,
            group_id: log.group.map(|it| it.to_string()).unwrap_or_default(),
            dimensions: serde_json::Value::Object(dimensions).to_string(),
            instance_name: instance.map(|(_, value)| value).unwrap_or_default(),
            expression: entry.expression,
            evaluation_count: entry.times,
            value: entry.value,
            state: entry.state,
            status,
            level: entry.level,
            alert_time: log.at,
            last_time: entry.lasted,
            contact_groups: ContactGroups { contact_group: entry.contact_groups },
            contacts: Contacts { contact: entry.contacts },
            contact_mails: Mails { contact_mail: entry.mails },
            contact_smses: Smses { contact_sms: entry.phones },
            contact_aliims: Aliims { contact_aliim: Vec::new() },
            webhooks: entry.webhook,
        }
    }
}
