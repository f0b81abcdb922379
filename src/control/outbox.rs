//! `/_localyun/outbox`: the messages that actions have sent.

use actions::{
    ports::{outbox, store::StoreError},
    shared::format,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Outcome, Problem, query::Query},
};

/// The newest messages, oldest first: all, or `?to=ADDRESS`, at most `?limit=N` of them.
pub(super) fn list(app: &App, query: &Query) -> Outcome {
    let most = match query.get("limit") {
        None => 1000,
        Some(n) => n.parse().ok().filter(|n| (1..=outbox::KEPT).contains(n)).ok_or_else(|| {
            Problem::new(400, format!("limit is a number from 1 to {}", outbox::KEPT))
        })?,
    };
    let sent = app
        .world()
        .database
        .read(|tx| outbox::list(tx, query.get("to"), most))
        .map_err(|e: StoreError| Problem::internal(&e))?;
    let messages: Vec<Value> = sent
        .into_iter()
        .map(|m| {
            let link = m.link.map(|path| app.link(app.world(), &path));
            json!({
                "id": m.id, "at": format::iso(m.at), "channel": m.channel, "to": m.to,
                "subject": m.subject, "body": m.body, "link": link,
            })
        })
        .collect();
    Ok(json!({ "messages": messages }))
}
