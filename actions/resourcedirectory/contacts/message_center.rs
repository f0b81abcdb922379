//! Routes of the control API: the Message Center of an account, the tasks that change those of
//! members, and messages to the recipients of an account.

use serde_json::{Map, Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Names, Operation, OwnerSource},
    is_email,
    ports::outbox::{Channel, Message},
    resourcedirectory::{
        contacts::message_types::{MessageTypes, NAMES},
        handshakes::logon_email,
        settings::{self, managed},
        tables::{
            recipients::{self, Link, Recipient},
            tasks,
        },
        tree::is_account_id,
    },
    shared::{accounts, format::iso, ids},
};

const RECIPIENT: Names = &[
    ("id", "the recipient to change; without one a recipient is added"),
    ("name", "what the recipient is called"),
    ("email", "the mail address"),
    ("categories", "the message types that the recipient receives, such as FaultMessage"),
];

const NOTICE: Names = &[
    ("account", "the account whose recipients are told: 16 digits; that of the query unless given"),
    ("category", "the message type, such as FaultMessage"),
    ("title", "the heading of the message"),
    ("content", "the text of the message"),
];

pub(in crate::resourcedirectory) const ROUTES: &[ControlRoute] = &[
    settings::SHOW,
    settings::SET,
    logon_email::ROUTE,
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/message-center",
            "Lists the recipients in the Message Center of an account, and what each receives.",
        )
        .owner(OwnerSource::Query),
        list,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/message-center",
            "Adds a recipient to the Message Center of an account, or changes one, as its own users would; answers it.",
        )
        .owner(OwnerSource::Query)
        .object(RECIPIENT, &[
            r#"{"name": "Tom", "email": "tom@example.com", "categories": ["AccountExpenses"]}"#,
        ]),
        put,
    ),
    ControlRoute::new(
        Operation::delete(
            "resourcedirectory/message-center/{id}",
            "Removes a recipient from the Message Center of an account, as its own users would.",
        )
        .owner(OwnerSource::Query),
        delete,
    ),
    ControlRoute::new(
        Operation::get(
            "resourcedirectory/tasks",
            "Lists the tasks of the directory that an account manages, the next to end first.",
        )
        .owner(OwnerSource::Query),
        list_tasks,
    ),
    ControlRoute::new(
        Operation::post(
            "resourcedirectory/notify",
            "Sends a message to those who receive its category for an account, by mail and to verified phones; answers to whom.",
        )
        .owner(OwnerSource::Query)
        .object(NOTICE, &[
            r#"{"account": "1000000000000001", "category": "FaultMessage", "title": "Disk is full", "content": "The disk of i-1 is full."}"#,
        ]),
        notify,
    ),
];

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

fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let account = &cx.caller.account;
    check_account(cx, account)?;
    let all = recipients::of_account(cx.tx, account)?;
    let all: Vec<Value> = all.iter().map(shown).collect();
    Ok(json!({ "account": account, "recipients": all }))
}

fn wrong(name: &str, why: &str) -> ControlError {
    ControlError::WrongMember(name.to_owned(), why.to_owned())
}

/// A member of the body that is a text; none if it is absent.
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, ControlError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
        Some(_) => Err(wrong(name, "it must be a text")),
    }
}

/// The message type of this name.
fn category(name: &str, value: &Value) -> Result<MessageTypes, ControlError> {
    let found = value.as_str().filter(|it| NAMES.contains(it));
    let found = found.ok_or_else(|| wrong(name, &format!("one of {}", NAMES.join(", "))))?;
    Ok(MessageTypes::of([found]))
}

fn put(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
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
            return Err(wrong("email", "it must be a mail address"));
        }
        mail.clone_into(&mut recipient.mail);
    }
    if let Some(value) = members.get("categories") {
        let list = value.as_array().ok_or_else(|| wrong("categories", "it must be a list"))?;
        recipient.types = MessageTypes::default();
        for name in list {
            recipient.types = recipient.types.with(category("categories", name)?);
        }
    }
    if recipient.mail.is_empty() {
        return Err(wrong("email", "a new recipient needs one"));
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

fn delete(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let recipient = find(cx, request.path_value("id"))?;
    recipients::delete(cx.tx, &recipient.account, &recipient.id)?;
    Ok(json!({}))
}

fn list_tasks(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    let directory = managed(cx)?;
    let all = tasks::queued(cx.tx, &directory.id, None)?;
    let all: Vec<Value> = all
        .iter()
        .map(|task| json!({ "kind": task.kind.name(), "of": task.subject, "ends": iso(task.ends) }))
        .collect();
    Ok(json!({ "tasks": all }))
}

fn notify(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let members = request.members();
    let needed = |name| text(&members, name)?.ok_or_else(|| wrong(name, "it is needed"));
    let account = text(&members, "account")?.unwrap_or(cx.account()).to_owned();
    let account = &account;
    if !is_account_id(account) {
        return Err(wrong("account", "it must be the id of an account: 16 digits"));
    }
    check_account(cx, account)?;
    let of = category("category", members.get("category").unwrap_or(&Value::Null))?;
    let (subject, body) = (needed("title")?, needed("content")?);
    let mut told = Vec::new();
    for recipient in recipients::of_account(cx.tx, account)? {
        if !recipient.types.and(of).is_empty() {
            let to = &recipient.mail;
            cx.notify(&Message { channel: Channel::Mail, to, subject, body, link: None })?;
            let phone = &recipient.phone;
            if !phone.is_empty() {
                cx.notify(&Message {
                    channel: Channel::Sms,
                    to: phone,
                    subject,
                    body,
                    link: None,
                })?;
            }
            told.push(json!({ "id": recipient.id, "name": recipient.name, "email": to }));
        }
    }
    Ok(json!({ "recipients": told }))
}
