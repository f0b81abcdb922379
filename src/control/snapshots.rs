//! `/_localyun/snapshots`: states of worlds, saved, restored and compared.

use std::{str::FromStr, sync::Arc};

use actions::core::control::{ControlAccess, ControlRequest, Operation, required_text};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use crate::{
    app::App,
    control::{Outcome, Problem, reply::Reply, route::ServerRoute},
    store::{Change, RowDifference, State, TableDifference, differences},
    world::{
        World,
        snapshots::{NOW, Snapshot, SnapshotError, SnapshotName, apart},
    },
};

/// The type of the file of a snapshot.
const FILE: &str = "application/vnd.sqlite3";

/// How many rows of each table a comparison names, unless it is asked for more, and at the most.
const ROWS: i64 = 100;
const MAX_ROWS: i64 = 10_000;

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get("snapshots", "Lists the snapshots, by name.")
            .access(ControlAccess::Nothing)
            .of_server(),
        |app, _, _| Box::pin(list(app)),
    ),
    ServerRoute::new(
        Operation::post("snapshots", "Saves the state of the world as a snapshot.").object(
            &[
                ("name", "the name: 1 to 64 letters, digits, `-`, `_` and `.`, not at the start"),
                ("replace", "`true`: replaces the snapshot of this name, if there is one"),
            ],
            &[r#"{"name": "before-upgrade"}"#, r#"{"name": "before-upgrade", "replace": true}"#],
        ),
        |app, world, request| Box::pin(save(app, world, request)),
    ),
    ServerRoute::replying(
        Operation::get("snapshots/{name}", "Downloads a snapshot as a file that `serve --data` and `serve --from` open.")
            .access(ControlAccess::Nothing)
            .of_server(),
        |app, _, request| Box::pin(download(app, request)),
    ),
    ServerRoute::new(
        Operation::post("snapshots/{name}", "Keeps the file in the body as a snapshot, after it was checked and brought up to date.")
            .access(ControlAccess::Nothing)
            .of_server()
            .query(&[("replace", "`true`: replaces the snapshot of this name, if there is one")])
            .binary("the file: a snapshot, or the data file of a stopped server"),
        |app, _, request| Box::pin(import(app, request)),
    ),
    ServerRoute::new(
        Operation::delete("snapshots/{name}", "Deletes a snapshot and its file.")
            .access(ControlAccess::Nothing)
            .of_server(),
        |app, _, request| Box::pin(delete(app, request)),
    ),
    ServerRoute::new(
        Operation::post(
            "snapshots/{name}/restore",
            "Puts the state in a snapshot in the place of that of the world.",
        ),
        |app, world, request| Box::pin(restore(app, world, request)),
    ),
    ServerRoute::new(
        Operation::get(
            "snapshots/{name}/diff/{other}",
            "Compares two snapshots, or a snapshot with the present state of the world, whose name is `now`. What only follows from the rest, such as counts, is left out.",
        )
        .query(&[
            ("rows", "`true`: also the columns of the rows that differ; secrets are hidden"),
            ("limit", "how many rows of each table are named: 100 unless given, at most 10,000; all are counted"),
        ]),
        |app, world, request| Box::pin(diff(app, world, request)),
    ),
];

impl From<SnapshotError> for Problem {
    fn from(why: SnapshotError) -> Self {
        let status = match &why {
            SnapshotError::Name | SnapshotError::Unusable(_) => 400,
            SnapshotError::Missing(_) => 404,
            SnapshotError::Exists(_) | SnapshotError::Damaged(..) => 409,
            SnapshotError::Io(_) | SnapshotError::Open(_) | SnapshotError::Store(_) => {
                return Self::internal(&why);
            }
        };
        Self::new(status, why.to_string())
    }
}

async fn list(app: &App) -> Outcome {
    let all = Arc::clone(app.worlds.snapshots());
    let all = apart(move || all.list()).await?;
    Ok(json!({ "snapshots": all.iter().map(described).collect::<Vec<_>>() }))
}

/// What is said of a snapshot. That of a data file has no origin.
fn described(it: &Snapshot) -> Value {
    let time = |millis: i64| {
        let time = DateTime::from_timestamp_millis(millis);
        time.map(|time| time.to_rfc3339_opts(SecondsFormat::Millis, true))
    };
    let origin = it.origin.as_ref();
    json!({
        "name": it.name.to_string(),
        "size": it.size,
        "world": origin.map(|it| &it.world),
        "at": origin.and_then(|it| time(it.saved)),
        "clock": origin.and_then(|it| time(it.clock)),
        "version": origin.map(|it| &it.version),
    })
}

async fn save(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let members = request.members();
    let name = SnapshotName::from_str(required_text(&members, "name")?)
        .map_err(|e| Problem::of_member("name", e.to_string()))?;
    let replace = match members.get("replace") {
        None => false,
        Some(Value::Bool(replace)) => *replace,
        Some(_) => return Err(Problem::of_member("replace", "it must be true or false")),
    };
    let saved = app.worlds.snapshots().save(world, &name, replace).await?;
    Ok(described(&saved))
}

/// The snapshot that the path names. Nothing of a name that cannot be one reaches the file system.
fn named(request: &ControlRequest, part: &str) -> Result<SnapshotName, Problem> {
    Ok(request.path_value(part).parse()?)
}

async fn import(app: &App, request: &ControlRequest) -> Outcome {
    let (name, replace) = (named(request, "name")?, flag(request, "replace")?);
    let (all, bytes) = (Arc::clone(app.worlds.snapshots()), request.text.clone());
    let kept = apart(move || all.import(&name, &bytes, replace)).await?;
    Ok(described(&kept))
}

async fn download(app: &App, request: &ControlRequest) -> Result<Reply, Problem> {
    let (all, name) = (Arc::clone(app.worlds.snapshots()), named(request, "name")?);
    let (file, size) = apart(move || all.file(&name)).await?;
    Ok(Reply::File { kind: FILE, file, size })
}

async fn delete(app: &App, request: &ControlRequest) -> Outcome {
    let (all, name) = (Arc::clone(app.worlds.snapshots()), named(request, "name")?);
    apart(move || all.delete(&name)).await?;
    Ok(json!({ "status": "deleted" }))
}

async fn restore(app: &App, world: &Arc<World>, request: &ControlRequest) -> Outcome {
    world.restore(app.worlds.snapshots(), &named(request, "name")?).await?;
    Ok(json!({ "status": "restored" }))
}

async fn diff(app: &App, world: &World, request: &ControlRequest) -> Outcome {
    let limit = usize::try_from(request.limit(ROWS, MAX_ROWS)?).unwrap_or_default();
    let rows = flag(request, "rows")?;
    let (from, to) = (side(request, "name")?, side(request, "other")?);
    let now = match (&from, &to) {
        (Some(_), Some(_)) => None,
        _ => Some(world.database.copy(State::in_memory()?).await?),
    };
    let all = Arc::clone(app.worlds.snapshots());
    let found = apart(move || {
        let open =
            |name: &Option<SnapshotName>| name.as_ref().map(|name| all.open(name)).transpose();
        let (from, to) = (open(&from)?, open(&to)?);
        match (from.as_ref().or(now.as_ref()), to.as_ref().or(now.as_ref())) {
            (Some(from), Some(to)) => Ok(differences(from, to, actions::schema(), limit)?),
            _ => Ok(Vec::new()),
        }
    })
    .await?;
    let mut parts = Map::new();
    for it in &found {
        let tables = parts.entry(it.part).or_insert_with(|| json!({}));
        tables[&it.table] = table(it, rows);
    }
    Ok(json!({ "same": found.is_empty(), "changes": parts }))
}

/// One of the states that are compared; `None` is the present one.
fn side(request: &ControlRequest, part: &str) -> Result<Option<SnapshotName>, Problem> {
    if request.path_value(part) == NOW { Ok(None) } else { named(request, part).map(Some) }
}

fn table(it: &TableDifference, with_columns: bool) -> Value {
    let left_out = it.added + it.changed + it.removed - it.rows.len() as u64;
    let rows: Vec<_> = it.rows.iter().map(|it| row(it, with_columns)).collect();
    json!({
        "title": { "en": it.title.en, "zh": it.title.zh }, "added": it.added, "changed": it.changed, "removed": it.removed, "rows": rows,
        "left_out": left_out,
    })
}

fn row(it: &RowDifference, with_columns: bool) -> Value {
    let change = match it.change {
        Change::Added => "added",
        Change::Changed => "changed",
        Change::Removed => "removed",
    };
    let key: Map<String, Value> = it.key.iter().cloned().collect();
    let mut row = json!({ "change": change, "key": key });
    if with_columns {
        let columns: Map<String, Value> = it
            .columns
            .iter()
            .map(|(name, from, to)| {
                let sides = [("from", from), ("to", to)];
                let sides =
                    sides.into_iter().filter_map(|(side, it)| Some((side.to_owned(), it.clone()?)));
                (name.clone(), Value::Object(sides.collect()))
            })
            .collect();
        row["columns"] = columns.into();
    }
    row
}

/// A query parameter that is true or false; false unless given.
fn flag(request: &ControlRequest, name: &str) -> Result<bool, Problem> {
    match request.query_value(name) {
        Some("true") => Ok(true),
        Some("false") | None => Ok(false),
        Some(_) => Err(Problem::new(400, format!("{name} is true or false"))),
    }
}
