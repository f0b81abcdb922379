//! The control API's way to send a system event, as a product of the cloud would.

use serde_json::{Map, Value, json};

use super::{
    dispatch::{self, Handled},
    event::Event,
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    shared::ids,
};

/// A member of the body that is a text; none if it is absent.
fn text(members: &Map<String, Value>, name: &str) -> Result<Option<String>, ControlError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(wrong(name, "it must be a text")),
    }
}

/// A member that has to be there.
fn needed(members: &Map<String, Value>, name: &str) -> Result<String, ControlError> {
    text(members, name)?.ok_or_else(|| wrong(name, "it is needed"))
}

/// A member that is one of some words.
fn word(
    members: &Map<String, Value>,
    name: &str,
    words: &[&str],
) -> Result<Option<String>, ControlError> {
    let found = text(members, name)?;
    match &found {
        Some(it) if !words.contains(&it.as_str()) => {
            Err(wrong(name, &format!("it must be one of {}", words.join(", "))))
        }
        _ => Ok(found),
    }
}

fn wrong(name: &str, why: &str) -> ControlError {
    ControlError::WrongMember(name.to_owned(), why.to_owned())
}

fn shown(handled: &Handled) -> Value {
    let sent: Vec<Value> = handled
        .sent
        .0
        .iter()
        .map(|it| json!({ "contact": it.contact, "channel": it.channel.name(), "to": it.to }))
        .collect();
    json!({
        "rule": handled.rule,
        "silent": handled.silent,
        "sent": sent,
        "webhooks": handled.webhooks,
    })
}

/// Sends a system event; answers its id and the rules that it fits.
pub(in crate::cms) fn receive(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let event = Event {
        id: ids::uuid(cx.random).to_uppercase(),
        product: needed(&members, "product")?,
        name: needed(&members, "name")?,
        level: word(&members, "level", &["CRITICAL", "WARN", "INFO"])?,
        status: text(&members, "status")?,
        kind: word(&members, "type", &["StatusNotification", "Exception", "Maintenance"])?,
        resource: text(&members, "resource")?.unwrap_or_default(),
        instance: text(&members, "instance")?.unwrap_or_default(),
        region: text(&members, "region")?.unwrap_or_else(|| cx.region.to_owned()),
        group: None,
        content: members.get("content").cloned().unwrap_or_else(|| json!({})),
        at: cx.now,
    };
    let handled = dispatch::dispatch(cx, &event)?;
    Ok(json!({ "id": event.id, "rules": handled.iter().map(shown).collect::<Vec<_>>() }))
}
