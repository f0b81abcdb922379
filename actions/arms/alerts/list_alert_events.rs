//! `ListAlertEvents` lists events, newest first (assumed).
//!
//! Assumed: which fields are left out where there is no value; events are silenced that fit a policy which discards.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{
        alerts::{
            alert_states,
            alert_times::{is_in, time},
            event_view::{EventView, status},
            matching::Conditions,
        },
        list_filter::part,
        policies::policy::Condition,
        tables::{
            alerts::{self, Alert},
            events::{self, Event},
        },
    },
    flag,
    request::page::Page,
    shared::format::shanghai_time,
    text,
};

/// The most bytes of a list of conditions, and how many it may have.
const CONDITIONS_BYTES: usize = 16 * 1024;
const MOST_CONDITIONS: usize = 50;

pub(in crate::arms) struct ListAlertEvents {
    name: Option<String>,
    status: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    conditions: Vec<Condition>,
    with_policies: bool,
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
    events: Vec<Shown>,
    page: i64,
    size: i64,
    total: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    #[serde(flatten)]
    event: EventView,
    status: &'static str,
    trigger_count: i64,
    handler_name: String,
    alarms: Vec<AlarmOf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notification_policies: Option<Vec<PolicyOf>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AlarmOf {
    alarm_id: i64,
    alarm_name: String,
    create_time: String,
    state: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PolicyOf {
    id: i64,
    name: String,
}

/// A JSON list of conditions; none if it is not one.
fn conditions(list: &str) -> Option<Vec<Condition>> {
    let short = Some(list).filter(|it| it.len() <= CONDITIONS_BYTES)?;
    let found: Vec<Condition> = serde_json::from_str(short).ok()?;
    Some(found).filter(|it| it.len() <= MOST_CONDITIONS)
}

impl Action for ListAlertEvents {
    const NAME: &'static str = "ListAlertEvents";
    const DOC: &'static str = "Lists alert events.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let list = text("MatchingConditions")
            .form("list of conditions", |it| conditions(it).is_some())
            .doc("Conditions on labels: [{\"key\":\"alertname\",\"value\":\"x\",\"operator\":\"eq\"}].");
        let status = text("Status").one_of(&["Active", "Silenced", "Resolved"]);
        let list = p.optional(list)?;
        Ok(Self {
            name: p.optional(part("AlertName").doc("A part of the name."))?,
            status: p.optional(status.doc("Only events with this status."))?,
            start: time(p, "StartTime", "Events that began then or later.")?,
            end: time(p, "EndTime", "Events that began then or earlier.")?,
            conditions: list.as_deref().and_then(conditions).unwrap_or_default(),
            with_policies: p.default(
                flag("ShowNotificationPolicies").doc("Whether to list policies."),
                false,
            )?,
            page: Page::page_and_size(p, 9999)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let lists = Some(self.conditions).filter(|it| !it.is_empty());
        let conditions = Conditions::of(&lists.into_iter().collect::<Vec<_>>());
        let mut found = events::all(cx.tx, &account)?;
        found.retain(|event| {
            self.name.as_ref().is_none_or(|part| event.name.contains(&**part))
                && self.status.as_deref().is_none_or(|it| it == status(event))
                && is_in(event.starts, self.start, self.end)
                && conditions.fits(&event.labels)
        });
        let Page { number: page, size } = self.page;
        let total = found.len();
        let mut shown = Vec::new();
        for event in self.page.of(found) {
            let alerts = alerts::of_event(cx.tx, &account, event.id)?;
            shown.push(view(&event, &alerts, self.with_policies));
        }
        Ok(Response { page_bean: PageBean { events: shown, page, size, total } })
    }
}

fn view(event: &Event, alerts: &[Alert], with_policies: bool) -> Shown {
    let alarm = |it: &Alert| AlarmOf {
        alarm_id: it.id,
        alarm_name: it.name.clone(),
        create_time: shanghai_time(it.made),
        state: alert_states::number(it.state.as_str()),
    };
    let policy = |it: &Alert| PolicyOf { id: it.policy, name: it.policy_name.clone() };
    let handler = alerts.iter().rev().find(|it| !it.progress.handler.is_empty());
    Shown {
        event: event.into(),
        status: status(event),
        trigger_count: event.triggers,
        handler_name: handler.map(|it| it.progress.handler.clone()).unwrap_or_default(),
        alarms: alerts.iter().map(alarm).collect(),
        notification_policies: with_policies.then(|| alerts.iter().map(policy).collect()),
    }
}
