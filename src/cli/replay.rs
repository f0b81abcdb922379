//! `localyun replay`: carries out the calls of a journal again.

mod differences;
pub(super) mod journal;
mod renames;

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::Args;
use serde_json::Value;
use tokio::runtime;

use self::{
    journal::{Begin, Line, Recorded},
    renames::Renames,
};
use super::{print, progress::Progress, seed};
use crate::{
    gateway::replay::{self, Proof},
    store::Opening,
    world::{
        Settings, Threads, World, due,
        journal::{Entry, secrets::Masking, shown},
        seed::{self as seeds, Seed},
    },
};

/// Which journal, and what to make of it.
#[derive(Args)]
pub(super) struct Replay {
    /// A file that `serve --journal` has written or `localyun control get-calls-export --as jsonl` has printed.
    file: PathBuf,

    /// Compares each answer with that of the journal, and stops at the first that differs: the exit status is then 1, and 2 on any
    /// error.
    #[arg(long)]
    check: bool,

    /// Only the calls of the world of this id; `default` is the first one.
    #[arg(long, value_name = "ID")]
    world: Option<String>,

    /// A snapshot, or the data file of a stopped server, whose state each world begins with.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,

    /// A seed file that is applied to each world before its first call. May be repeated.
    #[arg(long = "seed", value_name = "FILE")]
    seeds: Vec<PathBuf>,
}

/// Carries out the calls.
pub(super) fn run(options: &Replay) -> ExitCode {
    match carry_out(options) {
        Ok((report, true)) => print(&report),
        Ok((report, false)) => {
            print(&report);
            ExitCode::from(1)
        }
        Err(why) => {
            super::fail(&why);
            ExitCode::from(2)
        }
    }
}

/// A world in which calls of a journal are carried out.
struct Stage {
    world: Arc<World>,
    /// Whether the journal says the number that all ids were made from.
    seeded: bool,
    /// The time of the last call.
    time: Option<i64>,
    renames: Renames,
    /// The tokens of the sessions that were made, by the id of their access keys.
    tokens: HashMap<String, String>,
}

/// What has been carried out so far.
#[derive(Default)]
struct Count {
    calls: usize,
    /// Those of which ids and times were not compared.
    loosely: usize,
    /// Those that were not compared or not carried out, since a fault rule has changed them.
    faults: usize,
}

/// The report, and whether all answers are the same.
fn carry_out(options: &Replay) -> Result<(String, bool), String> {
    let seeds = seed::load_all(&options.seeds)?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| format!("cannot start: {e}"))?;
    let threads = Threads::start().map_err(|e| format!("cannot start a thread: {e}"))?;
    let wanted = options.world.as_deref().map(|it| if it == "default" { "" } else { it });
    let mut stages: HashMap<String, Stage> = HashMap::new();
    let (mut count, mut report, mut others) = (Count::default(), String::new(), HashSet::new());
    let progress = Progress::of(format!("replaying {}", options.file.display()));
    for line in journal::lines(&options.file, &progress)? {
        let line = line?;
        if wanted.is_some_and(|it| it != line.world()) {
            others.insert(line.world().to_owned());
            continue;
        }
        let recorded = match line {
            Line::Begin(begin) => {
                let name = begin.world.clone();
                let stage = runtime.block_on(Stage::set(begin, options, &seeds, &threads))?;
                stages.insert(name, stage);
                continue;
            }
            Line::Call(recorded) => recorded,
        };
        let stage = stages.get_mut(recorded.world()).ok_or_else(|| {
            recorded
                .wrong("no line before it says how its world began, as journals of this version do")
        })?;
        count.calls += 1;
        let Some(entry) = runtime.block_on(stage.call(&recorded))? else {
            count.faults += 1;
            continue;
        };
        if !options.check {
            let status = match recorded.status() {
                same if same == u64::from(entry.status) => String::new(),
                other => format!(" ({other} in the journal)"),
            };
            let _ = writeln!(report, "{} {}{status}", entry.status, recorded.title());
        } else if recorded.fault() {
            count.faults += 1;
        } else {
            let exact = stage.seeded && recorded.frozen();
            count.loosely += usize::from(!exact);
            let now = Value::Object(shown::call_in_full(&entry, Masking::Credentials));
            let found = differences::between(recorded.answer(), &now["answer"], exact);
            if !found.is_empty() {
                return Ok((recorded.differs(&found), false));
            }
        }
    }
    if count.calls == 0 {
        return Err(none(options, &others));
    }
    if options.check {
        report = count.summary();
    }
    Ok((report, true))
}

/// Why there is no call.
fn none(options: &Replay, others: &HashSet<String>) -> String {
    let file = options.file.display();
    match &options.world {
        Some(world) if !others.is_empty() => {
            let mut others: Vec<_> =
                others.iter().map(|it| if it.is_empty() { "default" } else { it }).collect();
            others.sort_unstable();
            format!("{file} has no call of the world {world}, but of {}", others.join(", "))
        }
        _ => format!("{file} has no call"),
    }
}

impl Count {
    fn summary(&self) -> String {
        let Self { calls, loosely, faults } = self;
        let mut text = format!("{calls} calls: every answer is the same\n");
        if *loosely > 0 {
            let _ = writeln!(
                text,
                "{loosely} of them without ids and times, which differ in each run without --seed-random and a frozen clock"
            );
        }
        if *faults > 0 {
            let _ =
                writeln!(text, "{faults} were not compared: an injected fault had changed them");
        }
        text
    }
}

impl Stage {
    async fn set(
        begin: Begin,
        options: &Replay,
        seeds: &[Arc<Seed>],
        threads: &Threads,
    ) -> Result<Self, String> {
        let opening = Opening { from: options.from.clone(), ..Opening::default() };
        let settings = Settings { opening, ..begin.settings };
        let seeded = settings.seed.is_some();
        let world = World::open(&begin.world, &settings, threads).map_err(|e| e.to_string())?;
        let world = Arc::new(world);
        for it in seeds {
            seeds::apply(&world, it).await.map_err(|error| error.message(it))?;
        }
        let (renames, tokens) = (Renames::default(), HashMap::new());
        Ok(Self { world, seeded, time: None, renames, tokens })
    }

    /// Carries out a call at its time; not one that an injected fault kept from its action.
    async fn call(&mut self, recorded: &Recorded) -> Result<Option<Arc<Entry>>, String> {
        if recorded.fault() && !recorded.ran() {
            replay::skip(&self.world, recorded.failed());
            return Ok(None);
        }
        let time = recorded.time()?;
        if self.time.replace(time) != Some(time) {
            self.world.clock.freeze(time);
            due::clock_moved(&self.world).await;
        }
        let proof = match recorded.key_id() {
            Some(id) => {
                let key_id = self.renames.of(id).to_owned();
                let token = self.tokens.get(&key_id).cloned();
                Proof::Caller { key_id, token, covered: recorded.covered() }
            }
            None => recorded.refusal(),
        };
        let (head, body) = recorded.request(&self.renames)?;
        let before = self.world.journal.kept().last;
        replay::serve(&self.world, &proof, recorded.peer(), &head, &body).await;
        let entry = self.world.journal.after(before).pop();
        let entry = entry.ok_or_else(|| recorded.wrong("it is not kept: it is too large"))?;
        let answer = String::from_utf8_lossy(&entry.answer);
        if let Some((id, token)) = renames::session(&answer) {
            self.tokens.insert(id, token);
        }
        if !self.seeded {
            self.renames.learn(recorded.answer()["body"].as_str().unwrap_or_default(), &answer);
        }
        Ok(Some(entry))
    }
}
