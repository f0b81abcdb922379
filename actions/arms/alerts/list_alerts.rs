//! `ListAlerts` lists alerts, newest first (assumed).
//!
//! Assumed: which fields are left out where there is no value.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        alerts::{
            alert_states,
            alert_times::{is_in, time},
            event_view::{EventView, status},
            reports::LEVELS,
        },
        list_filter::part,
        tables::{
            alerts::{self, Activity, Alert},
            events::{self, Event},
        },
    },
    flag, int,
    request::page::Page,
    shared::format::shanghai_time,
    text,
};

/// How many events, and how many activities, are shown of one alert.
const MOST_SHOWN: i64 = 100;

pub(in crate::arms) struct ListAlerts {
    name: Option<String>,
    state: Option<i64>,
    severity: Option<String>,
    policy: Option<i64>,
    integration: Option<String>,
    owner: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    with_events: bool,
    with_activities: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    page_bean: PageBean,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PageBean {
    list_alerts: Vec<Shown>,
    page: i64,
    size: i64,
    total: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    alert_id: i64,
    alert_name: String,
    severity: String,
    state: i64,
    dispatch_rule_id: i64,
    dispatch_rule_name: String,
    create_time: String,
    describe: String,
    owner: String,
    handler: String,
    solution: String,
    notify_robots: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    acknowledge_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recover_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_events: Option<Vec<ShownEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activities: Option<Vec<ShownActivity>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownEvent {
    #[serde(flatten)]
    event: EventView,
    state: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownActivity {
    content: String,
    description: String,
    handler_name: String,
    time: String,
    r#type: i64,
}

impl From<Activity> for ShownActivity {
    fn from(it: Activity) -> Self {
        Self {
            content: it.content,
            description: it.description,
            handler_name: it.handler,
            time: shanghai_time(it.at),
            r#type: it.kind,
        }
    }
}

impl Action for ListAlerts {
    const NAME: &'static str = "ListAlerts";
    const DOC: &'static str = "Lists alerts.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("RegionId").doc("The region; alerts are the same in all."))?;
        let kind = text("IntegrationType").line(1, 64);
        Ok(Self {
            name: p.optional(part("AlertName").doc("A part of the name."))?,
            state: p.optional(
                int("State").range(0, 2).doc("0 is pending, 1 being handled, 2 handled."),
            )?,
            severity: p.optional(text("Severity").one_of(LEVELS).doc("Only of this level."))?,
            policy: p.optional(int("DispatchRuleId").doc("Only of this notification policy."))?,
            integration: p.optional(kind.doc("Only of this type of integration."))?,
            owner: p.optional(part("Owner").doc("Only those that this contact handles."))?,
            start: time(p, "StartTime", "Alerts of then or later.")?,
            end: time(p, "EndTime", "Alerts of then or earlier.")?,
            with_events: p.default(flag("ShowEvents").doc("Whether to list events."), false)?,
            with_activities: p
                .default(flag("ShowActivities").doc("Whether to list activities."), false)?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let mut found = alerts::all(cx.tx, &account)?;
        found.retain(|alert| self.wants(alert));
        if let Some(kind) = &self.integration {
            let mut of_kind = Vec::new();
            for alert in found {
                let first = events::of_alert(cx.tx, &account, alert.id, 1)?;
                if first.iter().any(|event| event.source == *kind) {
                    of_kind.push(alert);
                }
            }
            found = of_kind;
        }
        let Page { number: page, size } = self.page;
        let total = found.len();
        let mut shown = Vec::new();
        for alert in self.page.of(found) {
            let events = events::of_alert(cx.tx, &account, alert.id, MOST_SHOWN)?;
            let activities = if self.with_activities {
                Some(alerts::activities(cx.tx, &account, alert.id, MOST_SHOWN)?)
            } else {
                None
            };
            shown.push(view(alert, &events, self.with_events, activities));
        }
        Ok(Response { page_bean: PageBean { list_alerts: shown, page, size, total } })
    }
}

impl ListAlerts {
    fn wants(&self, alert: &Alert) -> bool {
        self.name.as_ref().is_none_or(|part| alert.name.contains(&**part))
            && self.state.is_none_or(|it| it == alert_states::number(alert.state.as_str()))
            && self.severity.as_ref().is_none_or(|it| *it == alert.severity)
            && self.policy.is_none_or(|it| it == alert.policy)
            && self.owner.as_ref().is_none_or(|it| *it == alert.progress.handler)
            && is_in(alert.made, self.start, self.end)
    }
}

fn view(
    alert: Alert,
    events: &[Event],
    with_events: bool,
    activities: Option<Vec<Activity>>,
) -> Shown {
    let event = |it: &Event| ShownEvent { event: it.into(), state: status(it) };
    let describe = events.last().and_then(|it| it.annotations.get("message")).cloned();
    Shown {
        alert_id: alert.id,
        alert_name: alert.name,
        severity: alert.severity,
        state: alert_states::number(alert.state.as_str()),
        dispatch_rule_id: alert.policy,
        dispatch_rule_name: alert.policy_name,
        create_time: shanghai_time(alert.made),
        describe: describe.unwrap_or_default(),
        owner: alert.progress.handler.clone(),
        handler: alert.progress.handler,
        solution: alert.progress.solution,
        notify_robots: alert.progress.robots.join(","),
        acknowledge_time: alert.progress.claimed,
        recover_time: alert.recovered,
        alert_events: with_events.then(|| events.iter().map(event).collect()),
        activities: activities.map(|all| all.into_iter().map(ShownActivity::from).collect()),
    }
}
