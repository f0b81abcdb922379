//! `/_localyun/worlds`: worlds besides the first, for tests that run side by side.

use std::sync::Arc;

use actions::{
    core::control::{ControlRequest, Operation},
    shared::format,
};
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Outcome, Problem, duration, route::ServerRoute, seeds},
    keys::{Account, KeySecret},
    store::{Contents, Image, OpenError},
    wire::shortened::shortened,
    world::{
        due::WaitFor,
        seed::Seed,
        snapshots::{self, SnapshotError, SnapshotName},
        worlds::{FIRST, Origin, Other},
    },
};

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::post("worlds", "Makes a world, and answers the keys that lead into it.")
            .of_server()
            .object(
                &[
                    (
                        "from",
                        "what it begins with: `default` for a fork of the first world, the id of another world, the name of a \
                         snapshot or of a seed file of the server, a seed as an object, or `empty`, which is the default",
                    ),
                    (
                        "seed",
                        "a seed that is applied to what it begins with: a text in YAML or JSON, or an object",
                    ),
                    (
                        "ttl",
                        "it is dropped when it was idle for so long: a duration such as `10m` or `1h30m`, at least 1s; 1h \
                         unless given, never with `null`",
                    ),
                    (
                        "random",
                        "a number from which all ids, secrets and request ids of the world are made; unpredictable unless given",
                    ),
                    (
                        "accounts",
                        "how many accounts it has in all, 1 to 100; as many as it begins with unless given, and at least 1",
                    ),
                ],
                &[
                    r#"{"from": "default"}"#,
                    r#"{"from": "default", "ttl": "10m", "accounts": 2}"#,
                    r#"{"from": {"version": 1, "accounts": [{"id": "1000000000000001"}]}, "random": 7}"#,
                    r#"{"seed": "version: 1\naccounts:\n- id: 1000000000000001\n"}"#,
                    "{}",
                ],
            ),
        |app, _, request| Box::pin(make(app, request)),
    ),
    ServerRoute::new(
        Operation::get("worlds", "Lists the worlds besides the first, the oldest first.").of_server(),
        |app, _, _| Box::pin(async { Ok(list(app)) }),
    ),
    ServerRoute::new(
        Operation::get("worlds/{id}", "Shows a world, also the first, `default`: what it begins with, its ttl and its accounts.")
            .of_server()
            .query(&[("secrets", "`true`: with the secrets of the keys of its roots")]),
        |app, _, request| Box::pin(async { show(app, request) }),
    ),
    ServerRoute::new(
        Operation::delete("worlds/{id}", "Drops a world with all that is in it.").of_server(),
        |app, _, request| Box::pin(async { remove(app, request.path_value("id")) }),
    ),
];

/// The most accounts that a world is made with.
const MOST_ACCOUNTS: u64 = 100;

/// For how long a world may be idle unless its maker says.
const TTL: i64 = 3_600_000;

async fn make(app: &App, request: &ControlRequest) -> Outcome {
    let (mut from, mut ttl, mut wanted) = (From::Name("empty".to_owned()), Some(TTL), None);
    let (mut random, mut seed) = (None, None);
    for (name, value) in request.members() {
        let wrong = |why: String| Problem::of_member(&*name, why);
        match (&*name, &value) {
            ("from", Value::String(text)) => from = From::Name(text.clone()),
            ("from", Value::Object(_)) => from = From::Seed(value),
            ("seed", Value::String(_) | Value::Object(_)) => seed = Some(value),
            ("random", Value::Number(number)) => {
                let found = number.as_u64();
                random =
                    Some(found.ok_or_else(|| {
                        wrong(format!("`random` is a whole number, not {number}"))
                    })?);
            }
            ("ttl", Value::Null) => ttl = None,
            ("ttl", Value::String(text)) => ttl = Some(lasting(text).map_err(wrong)?),
            ("ttl", Value::Number(number)) => {
                ttl = Some(lasting(&number.to_string()).map_err(wrong)?);
            }
            ("accounts", Value::Number(number)) => {
                let found = number.as_u64().filter(|n| (1..=MOST_ACCOUNTS).contains(n));
                wanted = Some(found.ok_or_else(|| {
                    wrong(format!("`accounts` is a number from 1 to {MOST_ACCOUNTS}, not {number}"))
                })?);
            }
            _ => return Err(wrong(format!("`{name}` cannot be {value}"))),
        }
    }
    let most = app.limits.max_worlds;
    let full = || {
        Problem::new(
            409,
            format!(
                "there are {most} worlds already: drop some with DELETE /_localyun/worlds/ID, give them a shorter `ttl`, \
                 or start the server with a higher --max-worlds"
            ),
        )
    };
    if app.worlds.count() > most {
        return Err(full());
    }
    let mut origin = match &from {
        From::Name(name) => origin(app, name, random).await?,
        From::Seed(value) => {
            let empty = Origin { random, ..app.worlds.empty() };
            seeded(app, empty, &given_seed(request, "from", value)?).await?
        }
    };
    origin.random = random;
    if let Some(value) = seed {
        origin = seeded(app, origin, &given_seed(request, "seed", &value)?).await?;
    }
    let has = origin.accounts();
    let accounts = match wanted.map(|n| usize::try_from(n).unwrap_or(usize::MAX)) {
        Some(wanted) if wanted < has => {
            return Err(Problem::of_member(
                "accounts",
                format!("`{}` has {has} accounts, so `accounts` is at least {has}", origin.name),
            ));
        }
        wanted => wanted.unwrap_or(has.max(1)),
    };
    let made = app.worlds.make(origin, accounts, ttl, most).ok_or_else(full)?;
    Ok(shown(app, &made, true))
}

/// What a world is to begin with.
enum From {
    /// What has this name.
    Name(String),
    /// What this seed describes.
    Seed(Value),
}

/// The seed that is a member of the body.
fn given_seed(
    request: &ControlRequest,
    member: &'static str,
    value: &Value,
) -> Result<Arc<Seed>, Problem> {
    let read = match value {
        Value::String(text) => Seed::whole(member, text),
        _ => Seed::of_member(&String::from_utf8_lossy(&request.text), member, value),
    };
    read.map(Arc::new).map_err(|why| Problem::of_member(member, why))
}

/// What a seed makes of a state. It is called as that is, or `seed` if that is empty.
async fn seeded(app: &App, origin: Origin, seed: &Arc<Seed>) -> Result<Origin, Problem> {
    let name = if origin.image.is_none() { "seed".to_owned() } else { origin.name.clone() };
    let random = origin.random;
    let made = app.worlds.make(origin, 0, None, usize::MAX);
    let made = made.ok_or_else(|| Problem::new(409, "there are too many worlds"))?;
    let made = Temporary { app, name: &made.name };
    let cannot = |e: &(dyn std::error::Error + 'static)| Problem::internal(e);
    let world = app.worlds.named(made.name).await.map_err(|e| cannot(&e))?;
    let world = world.ok_or_else(|| Problem::new(409, "the world was dropped meanwhile"))?;
    seeds::apply(&world, seed).await?;
    let mut origin = app.worlds.fork(&world).await.map_err(|e| cannot(&e))?;
    (origin.name, origin.random) = (name, random);
    // In the order of the seed, with those that it puts under another account.
    let all = &mut origin.settings.accounts;
    let more = all.split_off(world.settings.accounts.len());
    all.extend(seed.accounts().map(Account::without_key).chain(more));
    Ok(origin)
}

/// A world that is dropped with this, also if the client leaves meanwhile.
struct Temporary<'a> {
    app: &'a App,
    name: &'a str,
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        self.app.worlds.remove(self.name);
    }
}

/// What a `from` names; `random` is what ids are made from, if the request says.
async fn origin(app: &App, from: &str, random: Option<u64>) -> Result<Origin, Problem> {
    if from == "empty" {
        return Ok(app.worlds.empty());
    }
    let cannot = |e: &(dyn std::error::Error + 'static)| Problem::internal(e);
    // The name of the first world is empty, which is no way to write it here.
    let named = if from.is_empty() { Ok(None) } else { app.worlds.named(from).await };
    if let Some(world) = named.map_err(|e| cannot(&e))? {
        world.catch_up(WaitFor::Everything).await;
        return app.worlds.fork(&world).await.map_err(|e| cannot(&e));
    }
    let snapshots = Arc::clone(app.worlds.snapshots());
    if let Ok(name) = from.parse::<SnapshotName>() {
        let opened = snapshots::apart(move || match snapshots.open(&name) {
            Err(SnapshotError::Missing(_)) => Ok(None),
            opened => {
                let image = |state| Image::of(state, Contents::of(actions::schema()));
                opened.map(|state| Some(image(state)))
            }
        });
        if let Some(image) = opened.await?.transpose().map_err(|e: OpenError| cannot(&e))? {
            let first = app.worlds.first();
            let mut settings = first.settings.clone();
            settings.accounts.retain(|account| image.accounts().contains(&account.id));
            return Ok(Origin::of(from.to_owned(), image, settings, first.clock.fork()));
        }
    }
    if let Some(seed) = app.seeds.named(from) {
        let empty = Origin { random, ..app.worlds.empty() };
        let seeded = seeded(app, empty, &seed).await?;
        return Ok(Origin { name: from.to_owned(), ..seeded });
    }
    let text = format!(
        "there is nothing called `{}` to begin with: `from` is the id of a world, the name of a snapshot, or that of a \
         file of --seed, without folder and extension; there are {}",
        shortened(from),
        origins(app).await
    );
    Err(Problem::new(404, text))
}

/// How many names of each kind a message has.
const SHOWN: usize = 20;

/// What there is to begin with, for a message.
async fn origins(app: &App) -> String {
    let others = app.worlds.others();
    let worlds = others.iter().map(|it| it.name.to_string());
    let snapshots = Arc::clone(app.worlds.snapshots());
    let snapshots = snapshots::apart(move || snapshots.list()).await.unwrap_or_default();
    let snapshots = snapshots.into_iter().map(|it| it.name.to_string());
    let seeds = app.seeds.all();
    let seeds = seeds.iter().filter_map(|it| it.stem().map(str::to_owned));
    let own = [FIRST, "empty"].map(str::to_owned).into_iter();
    let all = own.chain(worlds.take(SHOWN)).chain(snapshots.take(SHOWN)).chain(seeds.take(SHOWN));
    all.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// For how long a world may be idle, in milliseconds.
fn lasting(text: &str) -> Result<i64, String> {
    let millis = duration::millis(text)?;
    (millis >= 1000).then_some(millis).ok_or_else(|| format!("`ttl` is at least 1s, not {text}"))
}

fn list(app: &App) -> Value {
    let worlds: Vec<_> = app.worlds.others().iter().map(|it| shown(app, it, false)).collect();
    json!({ "worlds": worlds, "max_worlds": app.limits.max_worlds })
}

fn show(app: &App, request: &ControlRequest) -> Outcome {
    let id = request.path_value("id");
    let secrets = match request.query_value("secrets") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Problem::new(400, "secrets is true or false")),
    };
    if id == FIRST {
        return Ok(first(app, secrets));
    }
    let found = app.worlds.other(id).ok_or_else(|| none(app, id))?;
    Ok(shown(app, &found, secrets))
}

/// The first world as others are shown: it begins with no other, and is never dropped.
fn first(app: &App, secrets: bool) -> Value {
    let (settings, started) = (&app.worlds.first().settings, app.worlds.metrics().started);
    json!({
        "id": FIRST, "from": null, "endpoint": app.base(), "ttl": null, "made": format::iso(started),
        "last_used": null, "accounts": accounts(&settings.accounts, secrets),
    })
}

fn remove(app: &App, id: &str) -> Outcome {
    if id == FIRST {
        let text = "the first world cannot be dropped: POST /_localyun/reset puts it back to its state at start";
        return Err(Problem::new(409, text));
    }
    if !app.worlds.remove(id) {
        return Err(none(app, id));
    }
    Ok(json!({ "id": id, "status": "dropped" }))
}

/// That there is no world of this name.
pub(super) fn none(app: &App, name: &str) -> Problem {
    let was = if app.worlds.was_dropped(name) { "; it was dropped" } else { "" };
    let text = format!(
        "there is no world `{}`{was}: GET /_localyun/worlds lists those that there are",
        shortened(name)
    );
    Problem::new(404, text)
}

/// A world as it is shown; its secrets to the one who has made it, or asks for them.
fn shown(app: &App, world: &Arc<Other>, secrets: bool) -> Value {
    json!({
        "id": world.name, "from": world.origin.name, "endpoint": app.base(),
        "ttl": world.ttl.map(duration::text), "made": format::iso(world.made),
        "last_used": format::iso(world.used()),
        "accounts": accounts(&world.origin.settings.accounts, secrets),
    })
}

/// Accounts with the keys of their roots. A key of which only the public half is known has no secret.
fn accounts(all: &[Account], secrets: bool) -> Vec<Value> {
    let account = |account: &Account| {
        let mut shown = json!({ "account": account.id, "access_key_id": account.access_key_id });
        if let (true, KeySecret::Shared(secret)) = (secrets, &account.secret) {
            shown["access_key_secret"] = json!(secret);
        }
        shown
    };
    all.iter().map(account).collect()
}
