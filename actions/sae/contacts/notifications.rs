//! What SAE tells its contacts: that an operation waits for approval, and alerts.
//!
//! No public action sends either, so the control API does. Documented: by mail, DingTalk and WeCom. The texts of
//! messages are assumed.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text, word},
    ports::outbox::{Channel, Kind, Message},
    sae::{
        contacts::links,
        tables::contacts::{self, Contact},
    },
    shared::{
        format,
        robots::{self, Mention, Robot, RobotKind},
    },
};

/// The parts of a message, and how they are headed.
const LINES: [(&str, &str); 7] = [
    ("name", "Name"),
    ("level", "Level"),
    ("requester", "Requester"),
    ("operation", "Operation"),
    ("application", "Application"),
    ("namespace", "Namespace"),
    ("content", "Content"),
];
const LEVELS: [&str; 4] = ["P1", "P2", "P3", "P4"];
/// The words that bots with a keyword look for.
const KEYWORDS: &str = "Alert 告警";

/// The contacts that are told, oldest first.
fn told(cx: &mut Cx<'_>, ids: Option<&Value>) -> Result<Vec<Contact>, ControlError> {
    let account = &cx.caller.account;
    let mut all = contacts::all(cx.tx, account)?;
    all.reverse();
    let Some(ids) = ids else { return Ok(all) };
    let list = ids.as_array().map(|ids| ids.iter().map(Value::as_i64).collect());
    let ids: Vec<i64> = list
        .flatten()
        .ok_or_else(|| ControlError::member("contact_ids", "it must be a list of ids"))?;
    for id in &ids {
        if !all.iter().any(|it| it.id == *id) {
            return Err(ControlError::NotFound(format!("{account} has no contact {id}")));
        }
    }
    all.retain(|it| ids.contains(&it.id));
    Ok(all)
}

/// Tells contacts, and answers each message with those that it is for.
pub(in crate::sae) fn notify(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let (message_kind, usual, time) = match text(&members, "kind")? {
        Some("approval") => (Kind::Notification, "SAE approval", "Time"),
        Some("alert") => (Kind::Alert, "SAE alert", "Start time"),
        _ => return Err(ControlError::member("kind", "it must be approval or alert")),
    };
    word(&members, "level", &LEVELS)?;
    required_text(&members, "content")?;
    let title = text(&members, "title")?.unwrap_or(usual);
    let mut lines = String::new();
    for (name, heading) in LINES {
        if let Some(value) = text(&members, name)? {
            let _ = writeln!(lines, "{heading}: {value}");
        }
    }
    let _ = write!(lines, "{time}: {}\n{KEYWORDS}", format::shanghai_time(cx.now));
    let told = told(cx, members.get("contact_ids"))?;

    let mut sent = Vec::new();
    let mut robots: BTreeMap<(&str, &str), Vec<&Contact>> = BTreeMap::new();
    for contact in &told {
        let Contact { user_name, mail, ding, wecom, .. } = contact;
        if !mail.is_empty() {
            let message = Message::new(Channel::Mail, mail, title, &lines);
            cx.notify(&Message { kind: message_kind, contact: Some(user_name), ..message })?;
            sent.push(json!({
                "channel": "mail", "to": mail, "contacts": [user_name], "result": "Recorded",
            }));
        }
        if !ding.is_empty() {
            robots.entry(("dingtalk", ding)).or_default().push(contact);
        }
        if !wecom.is_empty() {
            robots.entry(("wecom", wecom)).or_default().push(contact);
        }
        if [mail, ding, wecom].iter().all(|it| it.is_empty()) {
            sent.push(json!({ "contacts": [user_name], "result": "NoChannel" }));
        }
    }
    for ((channel, url), of) in robots {
        let names = send(cx, (message_kind, channel, url), &of, (title, &lines))?;
        sent.push(json!({
            "channel": channel, "to": url, "contacts": names, "result": "Recorded",
        }));
    }
    Ok(json!({ "messages": sent }))
}

/// Sends one message by a chat bot to all contacts that have it; answers their names.
fn send<'a>(
    cx: &mut Cx<'_>,
    (message_kind, channel, url): (Kind, &str, &str),
    of: &[&'a Contact],
    (title, lines): (&str, &str),
) -> Result<Vec<&'a str>, ControlError> {
    let kind = if channel == "dingtalk" { RobotKind::DingTalk } else { RobotKind::WeCom };
    let names: Vec<&str> = of.iter().map(|it| &*it.user_name).collect();
    let mut mentions = Vec::new();
    for contact in of {
        // WeCom knows people by an id that only ARMS has.
        let user = links::linked(cx, contact)?.map(|it| it.corp_user).filter(|it| !it.is_empty());
        mentions.push(Mention { phone: Some(contact.phone.clone()), user });
    }
    let text = format!("{}\n\nContacts: {}", lines.replace('\n', "\n\n"), names.join(", "));
    let request =
        robots::markdown(&Robot { kind, url, secret: None }, title, &text, &mentions, cx.now);
    let message = Message::new(Channel::Robot, url, title, &text);
    let contact = names.join(", ");
    cx.notify(&Message {
        kind: message_kind,
        contact: Some(&contact),
        request: Some(&request),
        ..message
    })?;
    Ok(names)
}
