//! `localyun snapshot`: the snapshots of a running server.

use std::{fmt::Write as _, fs, path::PathBuf, process::ExitCode};

use clap::Subcommand;
use serde_json::Value;

use super::{
    ask,
    control_words::in_options,
    fail,
    output::{Output, Replace},
    print,
    progress::Progress,
    server::{OfWorld, Server},
};
use crate::{
    config::number,
    world::snapshots::{NOW, SnapshotError, SnapshotName},
};

/// Saves, restores and compares states of a running server.
///
/// A snapshot is one file with the whole state of a world. The server keeps it beside its data file; `export` writes it to a file
/// that `serve --data` and `serve --from` open.
#[derive(Subcommand)]
pub(super) enum Snapshot {
    /// Saves the state of the world under a name.
    Save {
        /// The name: 1 to 64 letters, digits, `-`, `_` and `.`, not at the start.
        name: SnapshotName,
        /// Replaces the snapshot of this name, if there is one.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        world: OfWorld,
    },
    /// Lists the snapshots: name, bytes, when it was saved, world and version.
    List {
        #[command(flatten)]
        server: Server,
    },
    /// Puts the state in a snapshot in the place of that of the world.
    Restore {
        /// The snapshot.
        name: SnapshotName,
        #[command(flatten)]
        world: OfWorld,
    },
    /// Compares two snapshots, or a snapshot with the present state of the world. The exit status is 0 if nothing differs, 1
    /// if something does, and 2 on any error.
    Diff {
        /// The first state: a snapshot, or `now`.
        #[arg(value_parser = side)]
        from: String,
        /// The second state: a snapshot, or `now`, the present state.
        #[arg(value_parser = side, default_value = NOW)]
        to: String,
        /// Also prints the columns of the rows that differ. Secrets are hidden.
        #[arg(long)]
        rows: bool,
        /// How many rows of each kind are named at the most; all are counted.
        #[arg(long, value_name = "N", default_value_t = 100, value_parser = number::<u32>(1..=10_000))]
        limit: u32,
        #[command(flatten)]
        world: OfWorld,
    },
    /// Writes a snapshot to a file, which `serve --data` and `serve --from` open.
    Export {
        /// The snapshot.
        name: SnapshotName,
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        replace: Replace,
        #[command(flatten)]
        server: Server,
    },
    /// Keeps a file as a snapshot: one that was exported, or the data file of a stopped server.
    Import {
        /// The file.
        file: PathBuf,
        /// The name; that of the file, without its extension, unless given.
        name: Option<SnapshotName>,
        /// Replaces the snapshot of this name, if there is one.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        server: Server,
    },
    /// Deletes a snapshot.
    Delete {
        /// The snapshot.
        name: SnapshotName,
        #[command(flatten)]
        server: Server,
    },
}

fn side(text: &str) -> Result<String, SnapshotError> {
    if text == NOW {
        Ok(text.into())
    } else {
        text.parse::<SnapshotName>().map(|it| it.to_string())
    }
}

/// Does what is asked.
pub(super) fn run(it: &Snapshot) -> ExitCode {
    let compares = matches!(it, Snapshot::Diff { .. });
    match done(it) {
        Ok(Done { text, differs }) => match print(&text) {
            ExitCode::SUCCESS if differs => ExitCode::from(1),
            ExitCode::SUCCESS => ExitCode::SUCCESS,
            _ if compares => ExitCode::from(2),
            failed => failed,
        },
        Err(why) => {
            let failed = fail(&in_own_words(&why));
            if compares { ExitCode::from(2) } else { failed }
        }
    }
}

/// What the control API says, with the commands and options of this one.
fn in_own_words(why: &str) -> String {
    let why = why.replace("localyun control get-snapshots", "localyun snapshot list");
    in_options(&why, ["replace"])
}

/// What is to be printed, and whether two states that were compared differ.
struct Done {
    text: String,
    differs: bool,
}

impl From<String> for Done {
    fn from(text: String) -> Self {
        Self { text, differs: false }
    }
}

fn done(it: &Snapshot) -> Result<Done, String> {
    match it {
        Snapshot::Save { name, replace, world } => {
            let body = serde_json::json!({ "name": name.to_string(), "replace": replace });
            let path = world.path("snapshots", &[]);
            let saved = world.server.answer(ask::post, &path, body.to_string().into_bytes())?;
            Ok(format!("saved {name}, {} bytes\n", saved["size"]).into())
        }
        Snapshot::List { server } => {
            let all = server.answer(
                |at, path, _| ask::fetch(at, path),
                "/_localyun/snapshots",
                vec![],
            )?;
            Ok(listed(&all).into())
        }
        Snapshot::Restore { name, world } => {
            let path = world.path(&format!("snapshots/{name}/restore"), &[]);
            let _progress = Progress::of(format!("restoring {name}"));
            world.server.answer(ask::post_long, &path, vec![])?;
            Ok(format!("restored {name}\n").into())
        }
        Snapshot::Diff { from, to, rows, limit, world } => {
            let limit = limit.to_string();
            let rows = rows.then_some(("rows", "true"));
            let more: Vec<_> = rows.into_iter().chain([("limit", &*limit)]).collect();
            let path = world.path(&format!("snapshots/{from}/diff/{to}"), &more);
            let found = world.server.answer(|at, path, _| ask::fetch(at, path), &path, vec![])?;
            let same =
                found["same"].as_bool().ok_or("the server does not answer as Localyun does")?;
            Ok(Done { text: compared(&found), differs: !same })
        }
        Snapshot::Export { name, file, replace, server } => {
            let to = Output::at(file, *replace, |_| false)?;
            let path = format!("/_localyun/snapshots/{name}");
            let size = to.fill(|to| {
                let progress = Progress::of(format!("exporting {name}"));
                ask::download(&server.endpoint, &path, to, Some(&progress))
                    .map_err(|failed| failed.said(&server.endpoint))
            })?;
            Ok(format!("exported {name} to {}, {size} bytes\n", file.display()).into())
        }
        Snapshot::Import { file, name, replace, server } => {
            let bytes =
                fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
            let stem = || file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let name = match name {
                Some(name) => name.clone(),
                None => stem().parse().map_err(|e| {
                    format!(
                        "name the snapshot after the file, as `{}` cannot be its name: {e}",
                        stem()
                    )
                })?,
            };
            let replace = if *replace { "?replace=true" } else { "" };
            let path = format!("/_localyun/snapshots/{name}{replace}");
            let _progress = Progress::of(format!("importing {}", file.display()));
            server.answer(ask::post_long, &path, bytes)?;
            Ok(format!("imported {} as {name}\n", file.display()).into())
        }
        Snapshot::Delete { name, server } => {
            let path = format!("/_localyun/snapshots/{name}");
            server.answer(|at, path, _| ask::delete(at, path), &path, vec![])?;
            Ok(format!("deleted {name}\n").into())
        }
    }
}

/// A line for each snapshot.
fn listed(all: &Value) -> String {
    let text = |it: &Value| match it {
        Value::String(text) if text.is_empty() => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        other => other.to_string(),
    };
    let mut out = String::new();
    for it in all["snapshots"].as_array().into_iter().flatten() {
        let [name, size, at, world, version] =
            ["name", "size", "at", "world", "version"].map(|field| text(&it[field]));
        let _ = writeln!(out, "{name:<24} {size:>10} {at:<24} {world:<8} {version}");
    }
    out
}

/// What differs, by kind, and its rows.
fn compared(found: &Value) -> String {
    let mut out = String::new();
    let objects = |it: &Value| it.as_object().cloned().unwrap_or_default();
    for (part, tables) in objects(&found["changes"]) {
        for (table, it) in objects(&tables) {
            let title = it["title"]["en"].as_str().unwrap_or(&table);
            // What is of no product needs no name in front.
            let of = if part == "core" { String::new() } else { format!("{part}: ") };
            let _ = writeln!(
                out,
                "{of}{title}: {} added, {} changed, {} removed",
                it["added"], it["changed"], it["removed"]
            );
            for row in it["rows"].as_array().into_iter().flatten() {
                let sign = match row["change"].as_str() {
                    Some("added") => '+',
                    Some("removed") => '-',
                    _ => '~',
                };
                let _ = write!(out, "  {sign}");
                for (name, value) in objects(&row["key"]) {
                    let _ = write!(out, " {name}={value}");
                }
                out.push('\n');
                for (name, sides) in objects(&row["columns"]) {
                    let _ = match (sides.get("from"), sides.get("to")) {
                        (Some(from), Some(to)) => writeln!(out, "      {name}: {from} -> {to}"),
                        (Some(one), None) | (None, Some(one)) => {
                            writeln!(out, "      {name}: {one}")
                        }
                        (None, None) => Ok(()),
                    };
                }
            }
            if it["left_out"].as_u64().is_some_and(|n| n > 0) {
                let _ = writeln!(out, "  and {} more rows; --limit names more", it["left_out"]);
            }
        }
    }
    out
}
