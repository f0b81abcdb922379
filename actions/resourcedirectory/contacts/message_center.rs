//! The Message Center of an account in the control API: its recipients, and the messages to them.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, required_text, text},
    is_email,
    ports::outbox::{Channel, Message},
    resourcedirectory::{
        contacts::message_types::{MessageTypes, NAMES},
        tables::recipients::{self, Link, Recipient},
        tree::is_account_id,
    },
    shared::{accounts, ids},
};

fn shown(recipient: &Recipient) -> Value {
    json!({
        "id": recipient.id,
        "name": recipient.name,
        "email": recipient.mail,
        "phone": recipient.phone,
        "categories": recipient.types.names(),
        "link": recipient.link.name(),
    })
}

/// Refuses an account that there is not.
fn check_account(cx: &mut Cx<'_>, account: &str) -> Result<(), ControlError> {
    match accounts::account(cx.tx, account)? {
        Some(_) => Ok(()),
        None => Err(ControlError::NotFound(format!("there is no account {account}"))),
    }
}

/// Lists the recipients of the account of the request.
pub(in crate::resourcedirectory) fn list(
    cx: &mut Cx<'_>,
    _: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = &cx.caller.account;
    check_account(cx, account)?;
    let all = recipients::of_account(cx.tx, account)?;
    let all: Vec<Value> = all.iter().map(shown).collect();
    Ok(json!({ "account": account, "recipients": all }))
}

/// The message type of this name.
fn category(name: &str, value: &Value) -> Result<MessageTypes, ControlError> {
    let found = value.as_str().filter(|it| NAMES.contains(it));
    let found =
        found.ok_or_else(|| ControlError::member(name, format!("one of {}", NAMES.join(", "))))?;
    Ok(MessageTypes::of([found]))
}

/// Adds a recipient, or changes one; answers it.
pub(in crate::resourcedirectory) fn put(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = cx.caller.account.clone();
    check_account(cx, &account)?;
    let members = request.members();
    let mut recipient = match text(&members, "id")? {
        Some(id) => find(cx, id)?,
        None => Recipient {
            id: format!("own-{}", ids::lower(cx.random, 8)),
            account,
            link: Link::Own,
            types: MessageTypes::default(),
            name: String::new(),
            mail: String::new(),
            phone: String::new(),
        },
    };
    if let Some(name) = text(&members, "name")? {
        name.clone_into(&mut recipient.name);
    }
    if let Some(mail) = text(&members, "email")? {
        if !is_email(mail) {
            return Err(ControlError::member("email", "it must be a mail address"));
        }
        mail.clone_into(&mut recipient.mail);
    }
    if let Some(value) = members.get("categories") {
        let list = value
            .as_array()
            .ok_or_else(|| ControlError::member("categories", "it must be a list"))?;
        recipient.types = MessageTypes::default();
        for name in list {
            recipient.types = recipient.types.with(category("categories", name)?);
        }
    }
    if recipient.mail.is_empty() {
        return Err(ControlError::member("email", "a new recipient needs one"));
    }
    recipients::put(cx.tx, &recipient)?;
    Ok(shown(&recipient))
}

/// A recipient of the account of the request.
fn find(cx: &mut Cx<'_>, id: &str) -> Result<Recipient, ControlError> {
    let account = &cx.caller.account;
    let found = recipients::recipient(cx.tx, account, id)?;
    found.ok_or_else(|| ControlError::NotFound(format!("{account} has no recipient `{id}`")))
}

/// Removes a recipient.
pub(in crate::resourcedirectory) fn delete(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let recipient = find(cx, request.path_value("id"))?;
    recipients::delete(cx.tx, &recipient.account, &recipient.id)?;
    Ok(json!({}))
}

/// Sends a message to the recipients of its category, and answers to whom.
pub(in crate::resourcedirectory) fn notify(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let members = request.members();
    let account = text(&members, "account")?.unwrap_or(cx.account()).to_owned();
    let account = &account;
    if !is_account_id(account) {
        return Err(ControlError::member("account", "it must be the id of an account: 16 digits"));
    }
    check_account(cx, account)?;
    let of = category("category", members.get("category").unwrap_or(&Value::Null))?;
    let (subject, body) = (required_text(&members, "title")?, required_text(&members, "content")?);
    let mut told = Vec::new();
    for recipient in recipients::of_account(cx.tx, account)? {
        if !recipient.types.and(of).is_empty() {
            let to = &recipient.mail;
            cx.notify(&Message::new(Channel::Mail, to, subject, body))?;
            told.push(json!({ "id": recipient.id, "name": recipient.name, "email": to }));
        }
    }
    Ok(json!({ "recipients": told }))
}
