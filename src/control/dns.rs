//! `/_localyun/dns`: the name server of a world, and what it was asked.

use std::sync::Arc;

use actions::{
    core::control::{ControlAccess, ControlRequest, Operation},
    shared::format,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Outcome, Problem, route::ServerRoute},
    dns::OpenError,
    world::{World, queries::Answered},
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("dns", "Answers where the name server of the world listens; `null` if it has none.")
            .access(ControlAccess::Nothing),
        |app, world, _| Box::pin(async { Ok(shown(app, world)) }),
    ),
    ServerRoute::new(
        Operation::post("dns", "Gives the world a name server on a free port, if it has none, and answers where it listens.")
            .access(ControlAccess::Nothing),
        |app, world, _| Box::pin(open(app, world)),
    ),
    ServerRoute::new(
        Operation::get("dns/queries", "Lists the last queries that the name server of the world has answered, the oldest first.")
            .access(ControlAccess::Nothing)
            .query(&[
                ("name", "only those for this name, in any case and with or without a dot at its end"),
                ("type", "only those for records of this type"),
                ("code", "only those with this response code, such as `NXDOMAIN`"),
                ("after", "only those with a number greater than this one"),
            ]),
        |_, world, request| Box::pin(async { list(world, request) }),
    ),
    ServerRoute::new(
        Operation::delete("dns/queries", "Forgets the queries that were listed so far.")
            .access(ControlAccess::Nothing),
        |_, world, _| Box::pin(async { Ok(json!({ "deleted": world.queries.clear() })) }),
    ),
];

fn shown(app: &App, world: &World) -> Value {
    let address = app.dns.as_ref().and_then(|it| it.of(world));
    json!({ "address": address.map(|it| it.to_string()) })
}

async fn open(app: &App, world: &Arc<World>) -> Outcome {
    let Some(servers) = &app.dns else {
        let why = "this server answers no DNS queries: start it with --dns 127.0.0.1:0";
        return Err(Problem::new(409, why));
    };
    match servers.open(world).await {
        Ok(address) => Ok(json!({ "address": address.to_string() })),
        Err(e @ OpenError::Full) => Err(Problem::new(409, e.to_string())),
        Err(e @ OpenError::Listen(_)) => Err(Problem::new(500, e.to_string())),
    }
}

fn list(world: &World, request: &ControlRequest) -> Outcome {
    let wanted = |name: &str| request.query_value(name).map(str::to_owned);
    let (name, kind, code) = (wanted("name"), wanted("type"), wanted("code"));
    let after: Option<u64> = match request.query_value("after") {
        Some(text) => Some(text.parse().map_err(|_| {
            Problem::new(400, format!("`after` is the number of a query, not {text}"))
        })?),
        None => None,
    };
    let bare = |it: &str| it.trim_end_matches('.').to_ascii_lowercase();
    let name = name.as_deref().map(bare);
    let (found, last) = world.queries.list(|it| {
        name.as_ref().is_none_or(|name| bare(&it.name) == *name)
            && kind.as_ref().is_none_or(|kind| it.kind.eq_ignore_ascii_case(kind))
            && code.as_ref().is_none_or(|code| it.code.eq_ignore_ascii_case(code))
            && after.is_none_or(|after| it.number > after)
    });
    let found: Vec<Value> = found.iter().map(row).collect();
    Ok(json!({ "queries": found, "last": last }))
}

fn row(it: &Answered) -> Value {
    json!({
        "number": it.number, "time": format::iso(it.at), "from": it.from.to_string(),
        "transport": it.transport, "name": it.name, "type": it.kind, "code": it.code,
        "answers": it.answers,
    })
}
