//! The callback of a rule: its webhook is posted a form (the vendor's page on alert callbacks).

use super::alarm_change::Change;
use crate::{
    Cx, Result,
    cms::metrics::evaluation::State,
    ports::outbox::{Channel, HttpRequest, Message},
    shared::ids,
};

/// Calls back the webhook of the rule, if it has one. Answers whether it has.
pub(super) fn send(cx: &mut Cx<'_>, change: &Change<'_>) -> Result<bool> {
    let rule = change.rule;
    let url = &rule.settings.webhook;
    if url.is_empty() {
        return Ok(false);
    }
    let account = &cx.caller.account;
    let state = match change.state {
        State::Ok => "OK",
        State::InsufficientData => "INSUFFICIENT_DATA",
        State::Alarm => "ALERT",
    };
    let dimensions = change.series.dimensions.in_braces(account);
    let instance = change.series.dimensions.get("instanceId").unwrap_or_default();
    let seconds = (cx.now / 1000).to_string();
    // How it is made is not published; any text of this form will do.
    let signature = ids::letters(cx.random, 28);
    let fields = [
        ("alertName", rule.name.as_str()),
        ("alertState", state),
        ("curValue", &change.value),
        ("dimensions", &dimensions),
        ("expression", &change.expression),
        ("instanceName", instance),
        ("metricName", &rule.metric),
        ("metricProject", &rule.namespace),
        ("namespace", &rule.namespace),
        ("preTriggerLevel", change.former),
        ("ruleId", &rule.id),
        ("signature", &signature),
        ("timestamp", &seconds),
        ("triggerLevel", change.level),
        ("userId", account),
    ];
    let form = "application/x-www-form-urlencoded; charset=UTF-8";
    let request = HttpRequest {
        method: "POST",
        url: url.clone(),
        headers: vec![("Content-Type".into(), form.into())],
        // A list of texts can always be written as a form.
        body: serde_urlencoded::to_string(fields).unwrap_or_default(),
    };
    let text = format!("{} {state} {dimensions}", rule.name);
    let message = Message {
        request: Some(&request),
        ..Message::alert(Channel::Webhook, url, &rule.name, &text)
    };
    cx.notify(&message)?;
    Ok(true)
}
