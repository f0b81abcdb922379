//! `DescribeAlertLogList` lists what rules have found, and who was told.
//!
//! Assumed: the forms of `LevelChange` and `Message`.

use serde::Serialize;

use super::log_filters::{LogFilters, priority, send_status};
use crate::{
    Access, Action, Cx, Params, Result,
    cms::{metrics::dimensions::product, monitor_groups::members, tables::alert_logs::AlertLog},
    request::page::Page,
    text,
};

pub(in crate::cms) struct DescribeAlertLogList {
    filters: LogFilters,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    page_number: i64,
    page_size: i64,
    alert_log_list: Vec<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    log_id: String,
    alert_time: String,
    rule_id: String,
    rule_name: String,
    namespace: String,
    metric_name: String,
    product: String,
    group_id: String,
    group_name: String,
    instance_id: String,
    instance_name: String,
    event_name: String,
    level: String,
    level_change: String,
    message: String,
    send_status: &'static str,
    dimensions: Vec<Dimension>,
    escalation: Escalation,
    contact_groups: Vec<String>,
    contact_mail_list: Vec<String>,
    #[serde(rename = "ContactSMSList")]
    contact_sms_list: Vec<String>,
    contact_on_call_list: Vec<String>,
    contact_ding_list: Vec<String>,
    #[serde(rename = "ContactALIIWWList")]
    contact_aliiww_list: Vec<String>,
    dingding_webhook_list: Vec<String>,
    webhook_list: Vec<Webhook>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Dimension {
    key: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Escalation {
    expression: String,
    level: String,
    times: i64,
}

#[derive(Serialize)]
struct Webhook {
    code: &'static str,
    message: &'static str,
    url: String,
}

impl Action for DescribeAlertLogList {
    const NAME: &'static str = "DescribeAlertLogList";
    const DOC: &'static str = "Lists what rules have found, and who was told.";
    const ACCESS: Access = Access::Get;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let filters = LogFilters::read(p)?;
        p.optional(text("GroupBy").line(1, 64).doc("Ignored: the list is not grouped."))?;
        Ok(Self { filters, page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let all = self.filters.find(cx)?;
        let mut alert_log_list = Vec::new();
        for log in self.page.of(all) {
            let group_name = members::name_of(cx.tx, &cx.caller.account, log.group)?;
            alert_log_list.push(Shown::of(log, group_name.unwrap_or_default()));
        }
        let Page { number: page_number, size: page_size } = self.page;
        Ok(Response { page_number, page_size, alert_log_list })
    }
}

impl Shown {
    fn of(log: AlertLog, group_name: String) -> Self {
        let send_status = send_status(&log);
        let entry = log.entry;
        let instance = entry.dimensions.iter().find(|(key, _)| key == "instanceId");
        let instance = instance.map(|(_, value)| value.clone()).unwrap_or_default();
        let level = priority(&entry.level).to_owned();
        let former = if entry.former.is_empty() { "OK" } else { priority(&entry.former) };
        let url = Some(entry.webhook).filter(|url| !url.is_empty());
        Self {
            log_id: log.seq.to_string(),
            alert_time: log.at.to_string(),
            rule_id: log.rule,
            rule_name: log.name,
            product: product(&log.namespace),
            namespace: log.namespace,
            event_name: log.metric.clone(),
            metric_name: log.metric,
            group_name,
            group_id: log.group.map(|it| it.to_string()).unwrap_or_default(),
            instance_name: instance.clone(),
            instance_id: instance,
            level_change: format!("{former}->{level}"),
            message: format!("{} {}", entry.expression, entry.value).trim().to_owned(),
            send_status,
            dimensions: entry
                .dimensions
                .into_iter()
                .map(|(key, value)| Dimension { key, value })
                .collect(),
            escalation: Escalation {
                expression: entry.expression,
                level: level.clone(),
                times: entry.times,
            },
            level,
            contact_groups: entry.contact_groups,
            contact_mail_list: entry.mails,
            contact_sms_list: entry.phones,
            contact_on_call_list: entry.calls,
            contact_ding_list: Vec::new(),
            contact_aliiww_list: Vec::new(),
            dingding_webhook_list: entry.robots,
            // It is recorded, as every message is; whether it arrives is not known.
            webhook_list: url
                .map(|url| Webhook { code: "200", message: "success", url })
                .into_iter()
                .collect(),
        }
    }
}
