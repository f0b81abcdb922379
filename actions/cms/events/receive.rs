//! The control API's way to send a system event, as a product of the cloud would.

use serde_json::{Value, json};

use super::{
    dispatch::{self, Handled},
    event::Event,
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text, word},
    shared::ids,
};

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
    let owned = |it: Option<&str>| it.map(str::to_owned);
    let event = Event {
        id: ids::uuid(cx.random).to_uppercase(),
        product: required_text(&members, "product")?.to_owned(),
        name: required_text(&members, "name")?.to_owned(),
        level: owned(word(&members, "level", &["CRITICAL", "WARN", "INFO"])?),
        status: owned(text(&members, "status")?),
        kind: owned(word(&members, "type", &["StatusNotification", "Exception", "Maintenance"])?),
        resource: text(&members, "resource")?.unwrap_or_default().to_owned(),
        instance: text(&members, "instance")?.unwrap_or_default().to_owned(),
        region: text(&members, "region")?.unwrap_or(cx.region).to_owned(),
        group: None,
        content: members.get("content").cloned().unwrap_or_else(|| json!({})),
        at: cx.now,
    };
    let handled = dispatch::dispatch(cx, &event)?;
    Ok(json!({ "id": event.id, "rules": handled.iter().map(shown).collect::<Vec<_>>() }))
}
