//! `/_localyun/calls`: the journal of a world, and what a test asks of it.

use std::{sync::Arc, time::Duration};

use actions::core::control::{ControlAccess, ControlRequest, Names, Operation};
use serde_json::{Map, Value, json};
use tokio::{sync::Semaphore, task};

use crate::{
    app::App,
    control::{Outcome, Problem, route::ServerRoute, selection, wait},
    wire::shortened::shortened,
    world::{
        World,
        journal::{
            Entry,
            expected::{Times, Verdict, verify},
            export::{Form, export},
            filter::Filter,
            secrets::Masking,
            shown,
        },
    },
};

const ACTION: (&str, &str) =
    ("action", "only calls of this action; `*` stands for any text, here and below");
const PRODUCT: (&str, &str) = ("product", "only calls of the product of this code");
const CALLER: (&str, &str) =
    ("caller", "only calls by this user, role, account or access key, by ARN, name or id");
const CODE: (&str, &str) = ("code", "only calls that were answered with this `Code`");
const STATUS: (&str, &str) = ("status", "only calls with this HTTP status, such as `403` or `4xx`");
const SINCE: (&str, &str) =
    ("since", "only calls after the one of this number, or from this time of the world on");
const UNTIL: (&str, &str) = ("until", "only calls up to this number, or this time of the world");
const PARAMETER: (&str, &str) =
    ("param.{name}", "only calls whose parameter of this name has this value");

const ABOUT: (&str, &str) = (
    "about",
    "only calls that name this: an id, a name or an ARN in a parameter, or in what a call that changed something answered",
);

const ORIGIN: (&str, &str) = (
    "origin",
    "`client` leaves out the calls that pages of the console make by themselves to show a state, `console` shows these alone",
);

const LIST: Names = &[
    ACTION,
    PRODUCT,
    CALLER,
    CODE,
    STATUS,
    SINCE,
    UNTIL,
    PARAMETER,
    ABOUT,
    ORIGIN,
    ("limit", "only the newest, at most this many, 1 to 100000; 1000 unless given"),
    wait::WAIT,
    ("detail", "`full` adds each request as it came, and its answer"),
];

const EXPORT: Names = &[
    ("as", "`har`, `curl`, `junit` or `jsonl`; `jsonl` unless given"),
    ACTION,
    PRODUCT,
    CALLER,
    CODE,
    STATUS,
    SINCE,
    UNTIL,
    PARAMETER,
    ABOUT,
    ORIGIN,
    ("limit", "only the newest, at most this many, 1 to 100000; all unless given"),
];

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("calls", "Lists the calls that the journal keeps, oldest first.")
            .access(ControlAccess::Nothing)
            .query(LIST),
        |app, world, request| Box::pin(list(app, world, request)),
    ),
    ServerRoute::new(
        Operation::delete("calls", "Clears the journal. Numbers of calls go on.")
            .access(ControlAccess::Nothing),
        |_, world, _| Box::pin(clear(world)),
    ),
    ServerRoute::new(
        Operation::get("calls/export", "Answers the calls in a form that other programs read.")
            .access(ControlAccess::Nothing)
            .query(EXPORT),
        |app, world, request| Box::pin(exported(app, world, request)),
    ),
    ServerRoute::new(
        Operation::post(
            "calls/verify",
            "Says whether calls came as expected; if not, 417 with the nearest calls and how they differ.",
        )
        .access(ControlAccess::Nothing)
        .object(
            &[
                ("action", "the action, in which `*` stands for any text, as in all texts below"),
                ("product", "the code of the product"),
                ("caller", "the user, role, account or access key, by ARN, name or id"),
                ("params", "an object of parameters and their values"),
                ("code", "the `Code` of the answer"),
                ("status", "the HTTP status: a number, or a text such as `4xx`"),
                ("since", "the number of the call before, or a time of the world"),
                ("times", "exactly so many calls"),
                ("at_least", "so many calls or more; 1 if no count is given"),
                ("at_most", "so many calls or fewer"),
            ],
            &[
                r#"{"action": "PutContact", "params": {"ContactName": "ops-*"}, "times": 1}"#,
                r#"{"product": "Cms", "status": "4xx", "at_most": 0}"#,
            ],
        ),
        |_, world, request| Box::pin(verified(world, request)),
    ),
    ServerRoute::new(
        Operation::get("calls/{request_id}", "Answers one call, with its request and its answer.")
            .access(ControlAccess::Nothing),
        |_, world, request| Box::pin(one(world, request)),
    ),
];

/// How many answers are made from the journal at a time: each may be as large as all that it keeps.
static READING: Semaphore = Semaphore::const_new(2);

pub(super) const MOST_LISTED: i64 = 100_000;

/// Makes an answer from the journal away from the threads that serve.
pub(super) async fn apart(work: impl FnOnce() -> Outcome + Send + 'static) -> Outcome {
    let _turn = READING.acquire().await.map_err(|e| Problem::internal(&e))?;
    task::spawn_blocking(work).await.map_err(|e| Problem::internal(&e))?
}

/// How many bytes calls are searched for.
const LONGEST_ABOUT: usize = 1024;

/// The filter that the query is.
fn filter(request: &ControlRequest) -> Result<Filter, Problem> {
    let mut filter = Filter::default();
    for (name, _) in [ACTION, PRODUCT, CALLER, CODE, STATUS, SINCE, UNTIL, ORIGIN] {
        if let Some(value) = request.query_value(name) {
            let added = selection::known(name, value).and_then(|()| filter.add(name, value));
            added.map_err(|why| Problem::new(400, format!("{name}: {why}")))?;
        }
    }
    if let Some(text) = request.query_value("about") {
        // Each text of each call is searched for it.
        if text.len() > LONGEST_ABOUT {
            return Err(Problem::new(400, format!("about: write at most {LONGEST_ABOUT} bytes")));
        }
        filter.add_about(text);
    }
    for (name, value) in &request.open_query {
        filter.add_parameter(name.strip_prefix("param.").unwrap_or(name), value);
    }
    Ok(filter)
}

/// The newest calls that are meant, oldest first.
pub(super) fn newest(calls: Vec<Arc<Entry>>, filter: &Filter, most: usize) -> Vec<Arc<Entry>> {
    let mut found: Vec<_> =
        calls.into_iter().rev().filter(|it| filter.matches(it)).take(most).collect();
    found.reverse();
    found
}

async fn list(app: &App, world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let filter = filter(request)?;
    let most = usize::try_from(request.limit(1000, MOST_LISTED)?).unwrap_or_default();
    let full = match request.query_value("detail") {
        None => false,
        Some("full") => true,
        Some(_) => return Err(Problem::new(400, "detail is full, or not given")),
    };
    let mut waited = false;
    if let Some(time) = wait::time(request)? {
        waited = wait_for(app, world, &filter, time).await?;
    }
    world.catch_up_journal().await;
    let world = Arc::clone(world);
    apart(move || {
        let kept = world.journal.kept();
        let found = newest(kept.calls, &filter, most);
        let calls: Vec<_> = found
            .iter()
            .map(|it| {
                if full {
                    Value::Object(shown::call_in_full(it, Masking::All))
                } else {
                    shown::call(it)
                }
            })
            .collect();
        let mut all = json!({
            "calls": calls, "last": kept.last, "oldest": kept.oldest,
            "by_clients": kept.by_clients,
            "transitions_after": kept.moved.iter().map(shown::transition).collect::<Vec<_>>(),
            "evicted": kept.evicted,
        });
        if waited {
            all["waited"] = true.into();
        }
        Ok(all)
    })
    .await
}

/// Waits until a call is meant, or the time is over. Whether it did wait.
async fn wait_for(
    app: &App,
    world: &Arc<World>,
    filter: &Filter,
    time: Duration,
) -> Result<bool, Problem> {
    world.catch_up_journal().await;
    let (mut seen, mut looks) = (filter.after(), 0);
    let look = || {
        looks += 1;
        // Each call is looked at once.
        let calls = world.journal.after(seen);
        seen = calls.last().map_or(seen, |it| it.sequence);
        Ok((calls.iter().any(|it| filter.matches(it)), ()))
    };
    wait::until(app, world, time, world.journal.watch(), look).await?;
    Ok(looks > 1)
}

/// The call of a request id.
pub(super) fn kept(world: &World, request_id: &str) -> Result<Arc<Entry>, Problem> {
    let text = "no call with this request id is in the journal of this world: GET /_localyun/calls lists those that it \
                keeps, and GET /_localyun/worlds the worlds";
    world.journal.find(request_id).ok_or_else(|| Problem::new(404, text))
}

async fn one(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    world.catch_up_journal().await;
    let id = request.path_value("request_id");
    let entry = kept(world, id)?;
    apart(move || Ok(Value::Object(shown::call_in_full(&entry, Masking::All)))).await
}

async fn clear(world: &World) -> Outcome {
    let (cleared, last) = world.clear_journal().await?;
    Ok(json!({ "cleared": cleared, "last": last }))
}

async fn exported(app: &App, world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let form = Form::named(request.query_value("as").unwrap_or("jsonl"))
        .ok_or_else(|| Problem::new(400, "as is har, curl, junit or jsonl"))?;
    let filter = filter(request)?;
    let most = usize::try_from(request.limit(MOST_LISTED, MOST_LISTED)?).unwrap_or_default();
    world.catch_up_journal().await;
    let (world, base) = (Arc::clone(world), app.base().to_owned());
    apart(move || {
        let found = newest(world.journal.kept().calls, &filter, most);
        Ok(export(form, (&world, &base), &found))
    })
    .await
}

async fn verified(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let (filter, times) = expectation(&request.members())?;
    world.catch_up_journal().await;
    let world = Arc::clone(world);
    apart(move || match verify(&world.journal.kept().calls, &filter, times) {
        Verdict::Met(found) => Ok(found),
        Verdict::Missed(text, Value::Object(more)) => {
            Err(Problem { more: Some(Box::new(more)), ..Problem::new(417, text) })
        }
        Verdict::Missed(text, _) => Err(Problem::new(417, text)),
    })
    .await
}

/// What the body of a request expects.
fn expectation(members: &Map<String, Value>) -> Result<(Filter, Times), Problem> {
    // Who watches a test changes nothing of what it counts.
    let mut filter = Filter::default().of_clients();
    let (mut exact, mut least, mut most) = (None, None, None);
    for (name, value) in members {
        let count = || {
            value.as_u64().ok_or_else(|| Problem::of_member(name, "it must be a number from 0 on"))
        };
        match name.as_str() {
            "times" => exact = Some(count()?),
            "at_least" => least = Some(count()?),
            "at_most" => most = Some(count()?),
            "params" => {
                let all = value.as_object().ok_or_else(|| {
                    Problem::of_member(name, "it must be an object of names and values")
                })?;
                for (parameter, value) in all {
                    let text = plain(value).ok_or_else(|| {
                        Problem::of_member(
                            name,
                            format!(
                                "the value of `{}` must be a text, a number or a boolean",
                                shortened(parameter)
                            ),
                        )
                    })?;
                    filter.add_parameter(parameter, &text);
                }
            }
            _ => {
                let text = plain(value)
                    .ok_or_else(|| Problem::of_member(name, format!("`{name}` must be a text")))?;
                let added = selection::known(name, &text).and_then(|()| filter.add(name, &text));
                added.map_err(|why| Problem::of_member(name, why))?;
            }
        }
    }
    let times = match (exact, least, most) {
        (Some(it), None, None) => Times { least: it, most: it },
        (Some(_), ..) => {
            return Err(Problem::of_member(
                "times",
                "it stands alone, without `at_least` and `at_most`",
            ));
        }
        (None, None, None) => Times { least: 1, most: u64::MAX },
        (None, least, most) => Times { least: least.unwrap_or(0), most: most.unwrap_or(u64::MAX) },
    };
    if times.least > times.most {
        return Err(Problem::of_member("at_most", "it is less than `at_least`"));
    }
    Ok((filter, times))
}

/// A text, a number or a boolean as a text.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
