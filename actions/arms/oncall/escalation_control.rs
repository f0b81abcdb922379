//! Escalation policies in the control API: the cloud's console makes them, and no public action.

use serde_json::{Value, json};

use crate::{
    Cx,
    arms::{
        json_text::{Node, Result as JsonResult},
        policies::parts::{self, NOTIFICATION},
        tables::escalations::{self, Escalation, EscalationLevel},
    },
    core::control::{ControlError, ControlRequest},
};

/// Minutes after which the next level is told: the usual number and the most (documented).
const MINUTES: (i64, i64) = (10, 90);
/// How often all levels are gone through at most (documented).
const MOST_REPEATS: i64 = 9;
/// How many levels an escalation policy may have (assumed).
const MOST_LEVELS: usize = 10;

fn shown(it: &Escalation) -> Value {
    let level = |it: &EscalationLevel| {
        let objects: Vec<Value> = it.objects.iter().map(parts::notify_object_json).collect();
        json!({ "minutes": it.minutes, "notifyChannels": it.channels, "notifyObjects": objects })
    };
    let levels: Vec<Value> = it.steps.levels.iter().map(level).collect();
    json!({ "id": it.id, "name": it.name, "repeats": it.steps.repeats, "levels": levels })
}

/// Lists the escalation policies of the account of the request, newest first.
pub(in crate::arms) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let all = escalations::all(cx.tx, &cx.caller.account)?;
    Ok(json!({ "escalations": all.iter().map(shown).collect::<Vec<_>>() }))
}

fn level(node: &Node<'_>) -> JsonResult<EscalationLevel> {
    Ok(EscalationLevel {
        minutes: match node.member("minutes")? {
            Some(minutes) => minutes.int(1, MINUTES.1)?,
            None => MINUTES.0,
        },
        objects: parts::notify_objects(node, &NOTIFICATION)?,
        channels: parts::required_channels(node, &NOTIFICATION)?,
    })
}

fn apply(body: &Node<'_>, escalation: &mut Escalation) -> JsonResult<()> {
    if let Some(name) = parts::policy_name(body)? {
        escalation.name = name;
    }
    if let Some(repeats) = body.member("repeats")? {
        escalation.steps.repeats = repeats.int(1, MOST_REPEATS)?;
    }
    if let Some(levels) = body.member("levels")? {
        let levels = levels.list(MOST_LEVELS)?;
        escalation.steps.levels = levels.iter().map(level).collect::<JsonResult<_>>()?;
    }
    if escalation.name.is_empty() {
        return Err(body.lacks("name"));
    }
    if escalation.steps.levels.is_empty() {
        return Err(body.lacks("levels"));
    }
    Ok(())
}

/// Adds an escalation policy, or changes one; answers it.
pub(in crate::arms) fn put(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = cx.caller.account.clone();
    let body = Node::root("", &request.body);
    let mut escalation = match body.member("id")? {
        Some(id) => {
            let id = id.int(1, i64::MAX)?;
            escalations::escalation(cx.tx, &account, id)?.ok_or_else(|| none(id))?
        }
        None => Escalation::default(),
    };
    escalation.steps.repeats = escalation.steps.repeats.max(1);
    apply(&body, &mut escalation)?;
    escalations::put(cx.tx, &account, &mut escalation)?;
    Ok(shown(&escalation))
}

fn none(id: i64) -> ControlError {
    ControlError::NotFound(format!("there is no escalation policy {id}"))
}

/// Deletes an escalation policy.
pub(in crate::arms) fn delete(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let id = request.number("id")?;
    if !escalations::delete(cx.tx, &cx.caller.account, id)? {
        return Err(none(id));
    }
    Ok(json!({}))
}
