//! `/_localyun/outbox`: the messages that actions have sent.

use std::sync::Arc;

use actions::{
    core::control::{ControlRequest, Operation, Type},
    ports::{
        delivery::{self, DeliveryState},
        message_details::MessageState,
        outbox::{self, Channel, Filter, Kind, OutboxMessage},
        store::{StoreError, Tx},
    },
    shared::format,
};
use serde_json::{Map, Value, json};

use crate::{
    app::App,
    config,
    control::{Outcome, Problem, route::ServerRoute, wait},
    world::{World, outbound},
};

mod links;

const CHANNELS: [&str; 6] = [
    Channel::Mail.name(),
    Channel::Sms.name(),
    Channel::Voice.name(),
    Channel::Robot.name(),
    Channel::Webhook.name(),
    Channel::Receipt.name(),
];

const KINDS: [&str; 3] = [Kind::Verification.name(), Kind::Alert.name(), Kind::Notification.name()];

const STATES: [&str; 4] = [
    DeliveryState::Recorded.name(),
    DeliveryState::Waiting.name(),
    DeliveryState::Delivered.name(),
    DeliveryState::Dead.name(),
];

/// What the network has made of a message.
const MESSAGE_STATES: [&str; 3] =
    [MessageState::Waiting.name(), MessageState::Delivered.name(), MessageState::Failed.name()];

/// The query parameters that say which messages are meant, those that are waited for and limited among them or not.
macro_rules! filters {
    ($($more:expr),*) => {
        &[
            ("to", "only those to this address, webhook or number; a number in mainland China with its country code or without"),
            ("channel", "only those by this channel: `mail`, `sms`, `voice`, `robot`, `webhook` or `receipt`"),
            ("kind", "only those of this kind: `verification`, `alert` or `notification`"),
            ("product", "only those of this product, named as in the messages"),
            ("account", "only those that calls or work of this account have sent"),
            ("template", "only those that were made of the template of this code"),
            ("tag", "only those with this tag"),
            ("state", "only those of which the network says this: `waiting`, `delivered` or `failed`"),
            ("delivery", "only those in this state: `recorded`, `waiting`, `delivered` or `dead`"),
            ("since", "only those after the message of this id, or from this time on"),
            $($more),*
        ]
    };
}

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("outbox", "Lists the messages that actions have sent, oldest first.")
            .query(filters!(
                (
                    "limit",
                    "only the newest messages, at most this many, 1 to 10000; 1000 unless given",
                ),
                wait::WAIT
            ))
            .types(&[
                ("channel", Type::OneOf(&CHANNELS)),
                ("kind", Type::OneOf(&KINDS)),
                ("state", Type::OneOf(&MESSAGE_STATES)),
                ("delivery", Type::OneOf(&STATES)),
                ("limit", Type::Integer(1, outbox::MAX_MESSAGES)),
            ]),
        |app, world, request| Box::pin(list(app, world, request)),
    ),
    ServerRoute::new(
        Operation::delete(
            "outbox",
            "Deletes all messages of the outbox; the ids of later ones go on.",
        ),
        |_, world, _| Box::pin(clear(world)),
    ),
    ServerRoute::new(
        Operation::get("outbox/count", "Counts the messages of the outbox.")
            .query(filters!())
            .types(&[
                ("channel", Type::OneOf(&CHANNELS)),
                ("kind", Type::OneOf(&KINDS)),
                ("state", Type::OneOf(&MESSAGE_STATES)),
                ("delivery", Type::OneOf(&STATES)),
            ]),
        |_, world, request| Box::pin(async { count(world, request) }),
    ),
    ServerRoute::new(
        Operation::get("outbox/{id}", "Answers one message of the outbox."),
        |app, world, request| Box::pin(async { one(app, world, request) }),
    ),
    ServerRoute::new(
        Operation::post(
            "outbox/{id}/deliver",
            "Has a message delivered that is dead, waits or was only recorded, as if it had never been tried.",
        ),
        |app, world, request| Box::pin(deliver(app, world, request)),
    ),
];

/// The newest messages that the query lets pass, oldest first; with `?wait=`, once there is one.
async fn list(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let most = request.limit(1000, outbox::MAX_MESSAGES)?;
    let filter = filter(request)?;
    let read = || -> Result<_, Problem> {
        let find = |tx: &mut dyn Tx| outbox::find(tx, &filter, most);
        Ok(world.database.read::<_, StoreError>(find)?)
    };
    let found = match wait::time(request)? {
        None => read()?,
        Some(time) => {
            let look = || read().map(|found| (!found.is_empty(), found));
            wait::until(app, world, time, world.messages.subscribe(), look).await?
        }
    };
    let messages: Vec<Value> = found.into_iter().map(|it| shown(app, world, it)).collect();
    Ok(json!({ "messages": messages }))
}

/// How many messages the query lets pass.
fn count(world: &World, request: &ControlRequest) -> Outcome {
    let filter = filter(request)?;
    let count = world.database.read::<_, StoreError>(|tx| outbox::count(tx, &filter))?;
    Ok(json!({ "count": count }))
}

/// Which messages a request is about.
fn filter(request: &ControlRequest) -> Result<Filter<'_>, Problem> {
    let (after, from) = since(request)?;
    Ok(Filter {
        to: request.query_value("to"),
        channel: word(request, "channel", &CHANNELS)?,
        kind: word(request, "kind", &KINDS)?,
        product: request.query_value("product"),
        account: request.query_value("account"),
        template: request.query_value("template"),
        tag: request.query_value("tag"),
        state: word(request, "state", &MESSAGE_STATES)?,
        delivery: word(request, "delivery", &STATES)?,
        after,
        from,
    })
}

/// A query parameter that must be one of some words.
fn word<'a>(
    request: &'a ControlRequest,
    name: &str,
    words: &[&str],
) -> Result<Option<&'a str>, Problem> {
    match request.query_value(name) {
        Some(it) if !words.contains(&it) => {
            Err(Problem::new(400, format!("{name} is one of {}", words.join(", "))))
        }
        found => Ok(found),
    }
}

/// The id after which and the time from which messages are listed.
fn since(request: &ControlRequest) -> Result<(i64, i64), Problem> {
    let Some(text) = request.query_value("since") else { return Ok((0, i64::MIN)) };
    if let Ok(id) = text.parse() {
        return Ok((id, i64::MIN));
    }
    match config::time(text) {
        Ok(time) => Ok((0, time)),
        Err(_) => Err(Problem::new(
            400,
            "since is the id of a message or a time such as 2026-01-01T00:00:00Z",
        )),
    }
}

fn one(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let id = request.number("id")?;
    let found = world.database.read::<_, StoreError>(|tx| outbox::get(tx, id))?;
    Ok(shown(app, world, found.ok_or_else(|| missing(id))?))
}

fn missing(id: i64) -> Problem {
    let text = format!("there is no message {id}; GET /_localyun/outbox lists those that are kept");
    Problem::new(404, text)
}

async fn deliver(app: &App, world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let id = request.number("id")?;
    if app.delivery.is_none() {
        let text = "this server delivers no messages: start it with --deliver smtp://HOST for mail, \
             --deliver-to HOST for chat bots and webhooks, --deliver-phone URL for text messages and calls";
        return Err(Problem::new(409, text));
    }
    let (now, key) = (world.clock.now(), outbound::key());
    let queue = move |tx: &mut dyn Tx| {
        let found = outbox::get(&mut *tx, id)?;
        let is_done = |m: &OutboxMessage| m.delivery.state == DeliveryState::Delivered;
        if found.as_ref().is_none_or(is_done) {
            return Ok((found, false));
        }
        delivery::queue(&mut *tx, id, now, &key)?;
        Ok((outbox::get(tx, id)?, true))
    };
    let done = world.database.write_apart::<_, StoreError>(queue, |_| ()).await?;
    let (message, is_queued) = done;
    let message = message.ok_or_else(|| missing(id))?;
    if !is_queued {
        let text = format!("message {id} is delivered, and a delivered message is not sent again");
        return Err(Problem::new(409, text));
    }
    world.outbound.look();
    Ok(shown(app, world, message))
}

async fn clear(world: &Arc<World>) -> Outcome {
    let deleted = world.database.write_apart::<_, StoreError>(outbox::clear, |_| ()).await?;
    Ok(json!({ "deleted": deleted }))
}

/// A message as JSON.
fn shown(app: &App, world: &World, m: OutboxMessage) -> Value {
    let link = m.link.map(|path| app.link(world, &path));
    let request = m.request.and_then(|it| serde_json::from_str::<Value>(&it).ok());
    let others = m.details.others.and_then(|it| serde_json::from_str::<Value>(&it).ok());
    let others = match others {
        Some(Value::Object(others)) => others,
        _ => Map::new(),
    };
    let html = others.get("html").and_then(Value::as_str).unwrap_or_default();
    let mut links: Vec<String> = link.iter().cloned().collect();
    for it in links::in_text(&m.body).into_iter().chain(links::in_html(html)) {
        if !links.contains(&it) {
            links.push(it);
        }
    }
    let codes: Vec<&String> = m.code.iter().collect();
    let mut shown = json!({
        "id": m.id, "at": format::iso(m.at), "account": m.account, "product": m.product,
        "kind": m.kind, "channel": m.channel, "to": m.to, "contact": m.contact,
        "subject": m.subject, "body": m.body, "link": link, "links": links, "codes": codes,
        "request": request,
        "delivery": {
            "state": m.delivery.state.name(), "attempts": m.delivery.attempts,
            "next": m.delivery.next.map(format::iso), "last_error": m.delivery.last_error,
            "at": m.delivery.at.map(format::iso),
        },
    });
    // What else the product says; nothing of most.
    let columns = [
        ("template", m.details.template),
        ("tag", m.details.tag),
        ("state", m.details.state),
        ("err_code", m.details.err_code),
    ];
    let columns = columns.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?.into())));
    if let Some(members) = shown.as_object_mut() {
        members.extend(columns.chain(others));
    }
    shown
}
