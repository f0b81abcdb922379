//! The control call by which the recipient of a mail does something with it.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    dm::{
        feedback::blocking::{REPORTED, UNSUBSCRIBED},
        sending::events,
        tables::{
            Owner,
            blocks::{self, Block},
            mails,
        },
    },
};

/// What a recipient may do.
pub(in crate::dm) const DEEDS: &[&str] = &["open", "click", "unsubscribe", "subscribe", "report"];

/// Why a recipient wants no more mail, if it does not say: the first bit.
const NO_REASON: i64 = 1;

/// Does it, counts it, and publishes the event of it.
pub(in crate::dm) fn act(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let owner = Owner::of(cx);
    let id = request.path_value("id");
    let found = match id.parse() {
        Ok(number) => mails::of_message(cx.tx, owner, number)?,
        Err(_) => None,
    };
    let none = || {
        ControlError::NotFound(format!(
            "the account has sent no mail in {} that is message {id} of the outbox; GET /_localyun/outbox?product=dm lists them",
            owner.region
        ))
    };
    let mut it = found.ok_or_else(none)?;
    if it.outcome != Some(0) {
        let text = "the mail is not delivered, so its recipient has nothing to do with it; POST /_localyun/clock moves time";
        return Err(ControlError::Wrong(text.into()));
    }
    let members = request.members();
    let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    let deed = text("does");
    if !it.traced && ["open", "click"].contains(&deed) {
        let text = "the mail was sent without ClickTrace=1, so nobody notices that";
        return Err(ControlError::Wrong(text.into()));
    }
    let recipient = it.recipient.to_ascii_lowercase();
    let block = |kind: &str| Block {
        id: 0,
        kind: kind.to_owned(),
        sender: it.address.clone(),
        recipient: recipient.clone(),
        reason: members.get("reason").and_then(Value::as_i64).unwrap_or(NO_REASON),
        sent: it.sent,
        made: cx.now,
    };
    let event = match deed {
        "open" => {
            it.opens += 1;
            events::OPENED
        }
        "click" => {
            it.clicks += 1;
            events::CLICKED
        }
        "unsubscribe" => {
            let block = block(UNSUBSCRIBED);
            blocks::add(cx.tx, owner, &block)?;
            events::UNSUBSCRIBED
        }
        "subscribe" => {
            blocks::delete(cx.tx, owner, UNSUBSCRIBED, (&it.address, &recipient))?;
            events::SUBSCRIBED
        }
        "report" => {
            let block = block(REPORTED);
            blocks::add(cx.tx, owner, &block)?;
            events::REPORTED
        }
        _ => {
            let why = format!("it must be one of {}", DEEDS.join(", "));
            return Err(ControlError::member("does", why));
        }
    };
    mails::put_counts(cx.tx, &it)?;
    let url = Some(text("url")).filter(|url| !url.is_empty());
    let more = url.map(|url| ("url", Value::from(url)));
    events::publish(cx, event, &it, more.as_slice())?;
    Ok(json!({
        "id": it.message, "to": it.recipient, "opens": it.opens, "clicks": it.clicks,
    }))
}
