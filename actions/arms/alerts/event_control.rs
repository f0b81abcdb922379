//! The sources of events in the control API: reports of events, and the integrations with their addresses.
//!
//! Documented: a custom integration has an address with a key of its own, takes JSON by `POST`, and ends an event that is not
//! reported again within its recovery time, which is 300 seconds unless another is set.

use serde_json::{Map, Value, json};

use crate::{
    Cx,
    arms::{
        alerts::{
            intake,
            reports::{self, Report, Source},
        },
        tables::{
            alerts,
            events::{self, Event},
            integrations::{self, Integration},
        },
    },
    core::control::{ControlError, ControlRequest, Owner},
    ports::store::Tx,
    shared::{format::iso_millis, ids},
};

/// How many events one request may report.
const MOST_REPORTS: usize = 1000;
/// Seconds after which an integration ends an event, unless others are set (documented).
const RECOVER_SECONDS: i64 = 300;
/// The most seconds after which an integration ends an event: a day (assumed).
const MOST_RECOVER_SECONDS: i64 = 86_400;

fn status(event: &Event) -> &'static str {
    match event.ends {
        Some(_) => "resolved",
        None if event.silenced => "silenced",
        None => "firing",
    }
}

fn shown(cx: &mut Cx<'_>, event: &Event) -> Result<Value, ControlError> {
    let account = cx.caller.account.clone();
    let alerts = alerts::of_event(cx.tx, &account, event.id)?;
    Ok(json!({
        "id": event.id,
        "fingerprint": event.fingerprint,
        "alertname": event.name,
        "severity": event.severity,
        "status": status(event),
        "startsAt": iso_millis(event.starts),
        "endsAt": event.ends.map(iso_millis),
        "triggers": event.triggers,
        "integration": event.integration,
        "labels": event.labels,
        "annotations": event.annotations,
        "alerts": alerts.iter().map(|alert| alert.id).collect::<Vec<_>>(),
    }))
}

/// Takes the reports of a source, and answers the events.
fn take(
    cx: &mut Cx<'_>,
    integration: Option<&Integration>,
    reports: Vec<Report>,
) -> Result<Value, ControlError> {
    let taken = intake::take(cx, integration, reports)?;
    let mut all = Vec::with_capacity(taken.len());
    for event in taken {
        all.push(match event {
            Some(event) => shown(cx, &event)?,
            None => Value::Null,
        });
    }
    Ok(json!({ "events": all }))
}

/// Takes events of the account of the request.
pub(in crate::arms) fn report(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = cx.caller.account.clone();
    let source = Source { account: &account, region: cx.region, integration: None };
    if request.body.as_array().is_some_and(|list| list.len() > MOST_REPORTS) {
        return Err(ControlError::WrongBody(format!("at most {MOST_REPORTS} events at a time")));
    }
    let reports: Result<Vec<_>, _> =
        request.each().map(|members| reports::read(&members, source, false)).collect();
    let reports = reports.map_err(|(name, why)| ControlError::member(name, why))?;
    take(cx, None, reports)
}

/// Lists the events of the account, newest first.
pub(in crate::arms) fn list(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let limit = usize::try_from(request.limit(100, 1000)?).unwrap_or(usize::MAX);
    let account = cx.caller.account.clone();
    let found = events::all(cx.tx, &account)?;
    let mut all = Vec::new();
    for event in found.iter().take(limit) {
        all.push(shown(cx, event)?);
    }
    Ok(json!({ "events": all }))
}

/// The integration that a path names, by its token.
fn named(tx: &mut dyn Tx, request: &ControlRequest) -> Result<(String, Integration), ControlError> {
    let found = integrations::by_token(tx, request.path_value("token"))?;
    found.ok_or_else(|| ControlError::NotFound("there is no integration with this token".into()))
}

/// The account that has the integration.
pub(in crate::arms) fn owner(
    tx: &mut dyn Tx,
    request: &ControlRequest,
) -> Result<Owner, ControlError> {
    let (account, integration) = named(tx, request)?;
    Ok(Owner { account, site: integration.site })
}

/// The objects of a body: one, a list of them, or the list `alerts` that Alertmanager sends.
fn objects(body: Value) -> Option<Vec<Map<String, Value>>> {
    let list = match body {
        Value::Array(list) => list,
        Value::Object(mut members) => match members.remove("alerts") {
            Some(Value::Array(list)) => list,
            Some(_) => return None,
            None => return Some(vec![members]),
        },
        _ => return None,
    };
    list.into_iter()
        .map(|one| match one {
            Value::Object(members) => Some(members),
            _ => None,
        })
        .collect()
}

/// Takes events at the address of an integration.
pub(in crate::arms) fn report_to_integration(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let (account, integration) = named(cx.tx, request)?;
    let body = serde_json::from_slice(&request.text).ok().and_then(objects);
    let body = body.filter(|all| all.len() <= MOST_REPORTS).ok_or_else(|| {
        ControlError::Wrong(format!(
            "the body is an event as JSON, or a list of up to {MOST_REPORTS}"
        ))
    })?;
    let source = Source {
        account: &account,
        region: cx.region,
        integration: Some((integration.id, &integration.name)),
    };
    let reports: Result<Vec<_>, _> =
        body.iter().map(|members| reports::read(members, source, true)).collect();
    let reports = reports.map_err(|(name, why)| ControlError::Wrong(format!("{name}: {why}")))?;
    take(cx, Some(&integration), reports)
}

fn shown_integration(it: &Integration) -> Value {
    json!({
        "id": it.id,
        "name": it.name,
        "type": it.kind,
        "token": it.token,
        "recover_seconds": it.recover_seconds,
        "path": format!("/_localyun/arms/integrations/{}", it.token),
    })
}

/// Lists the integrations of the account, newest first.
pub(in crate::arms) fn list_integrations(
    cx: &mut Cx<'_>,
    _: &ControlRequest,
) -> Result<Value, ControlError> {
    let all = integrations::all(cx.tx, &cx.caller.account)?;
    let all: Vec<Value> = all.iter().map(shown_integration).collect();
    Ok(json!({ "integrations": all }))
}

/// Creates an integration, and answers it with its address.
pub(in crate::arms) fn create_integration(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let name = members.get("name").and_then(Value::as_str);
    let name = name.filter(|it| (1..=128).contains(&it.chars().count()));
    let name = name
        .ok_or_else(|| ControlError::member("name", "it must be a text of 1 to 128 characters"))?;
    let recover_seconds = match members.get("recover_seconds") {
        None => RECOVER_SECONDS,
        Some(value) => {
            value.as_i64().filter(|it| (0..=MOST_RECOVER_SECONDS).contains(it)).ok_or_else(
                || ControlError::member("recover_seconds", "it must be a number from 0 to 86400"),
            )?
        }
    };
    let mut integration = Integration {
        id: 0,
        name: name.to_owned(),
        kind: "CUSTOM".into(),
        token: ids::lower(cx.random, 32),
        recover_seconds,
        site: cx.region.to_owned(),
        made: cx.now,
    };
    let account = cx.caller.account.clone();
    integrations::add(cx.tx, &account, &mut integration)?;
    Ok(shown_integration(&integration))
}

/// Deletes an integration. Its events stay.
pub(in crate::arms) fn delete_integration(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let (account, integration) = named(cx.tx, request)?;
    integrations::delete(cx.tx, &account, integration.id)?;
    Ok(json!({}))
}
