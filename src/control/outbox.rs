//! `/_localyun/outbox`: the messages that actions have sent.

use actions::{
    core::control::{ControlRequest, Operation},
    ports::{outbox, store::StoreError},
    shared::format,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Outcome, routes::ServerRoute},
    world::World,
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::get("outbox", "Lists the messages that actions have sent, oldest first.").query(&[
        ("to", "only those to this address, number or webhook"),
        ("limit", "only the newest messages, at most this many, 1 to 10000; 1000 unless given"),
    ]),
    |app, world, request| Box::pin(async { list(app, world, request) }),
)];

/// The newest messages, oldest first: all, or `?to=ADDRESS`, at most `?limit=N` of them.
fn list(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let most = request.limit(1000, outbox::MAX_MESSAGES)?;
    let sent: Result<_, StoreError> =
        world.database.read(|tx| outbox::list(tx, request.query_value("to"), most));
    let messages: Vec<Value> = sent?
        .into_iter()
        .map(|m| {
            let link = m.link.map(|path| app.link(world, &path));
            let request = m.request.and_then(|it| serde_json::from_str::<Value>(&it).ok());
            json!({
                "id": m.id, "at": format::iso(m.at), "account": m.account, "product": m.product,
                "channel": m.channel, "to": m.to, "contact": m.contact, "subject": m.subject,
                "body": m.body, "link": link, "request": request,
            })
        })
        .collect();
    Ok(json!({ "messages": messages }))
}
