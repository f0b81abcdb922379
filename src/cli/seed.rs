//! `localyun seed`: seed files, here and on a running server; and the seed files of `serve`.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::{Duration, SystemTime},
};

use clap::Subcommand;
use tokio::{task, time};
use tracing::warn;

use super::{
    ask, fail,
    output::{Output, Replace},
    print,
    progress::Progress,
    server::OfWorld,
};
use crate::{
    app::App,
    world::seed::{self, Seed},
};

/// Applies, makes and checks seed files, which describe a state.
#[derive(Subcommand)]
pub(super) enum SeedCommand {
    /// Applies a seed file to a running server: all of it, or nothing if an entry is wrong.
    Apply {
        /// The file, in YAML or JSON.
        file: PathBuf,
        #[command(flatten)]
        world: OfWorld,
    },
    /// Prints a seed that makes the present state of a running server.
    Export {
        /// The file to write; without it, the standard output.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        replace: Replace,
        /// With the secrets of access keys, the private keys and the hashes of passwords. Without them these are `null`, and drawn when
        /// the seed is applied.
        #[arg(long)]
        secrets: bool,
        #[command(flatten)]
        world: OfWorld,
    },
    /// Checks the syntax, the names and the types of a seed file, and that documents are JSON, without a server, and says what is in it. The exit status is 0 if it is right, and 1 if not.
    Check {
        /// The file, in YAML or JSON.
        file: PathBuf,
    },
    /// Prints the JSON Schema of seed files, for editors.
    Schema,
}

pub(super) fn run(command: &SeedCommand) -> ExitCode {
    let done = match command {
        SeedCommand::Apply { file, world } => apply(file, world),
        SeedCommand::Export { output, replace, secrets, world } => {
            export(output.as_deref(), *replace, *secrets, world)
        }
        SeedCommand::Check { file } => {
            load(file).map(|it| format!("{} is right: {}\n", it.name, it.summary()))
        }
        SeedCommand::Schema => serde_json::to_string_pretty(&seed::schema())
            .map(|it| it + "\n")
            .map_err(|e| e.to_string()),
    };
    match done {
        Ok(text) => print(&text),
        Err(why) => fail(&why),
    }
}

fn apply(file: &Path, world: &OfWorld) -> Result<String, String> {
    let text = whole(file)?;
    let name = file.display().to_string();
    let path = world.path("seed", &[("name", &name)]);
    let progress = Progress::of(format!("applying {name}"));
    let value = world.server.answer(ask::post_long, &path, text.into_bytes())?;
    drop(progress);
    let count = |name: &str| value[name].as_u64().unwrap_or_default();
    Ok(format!(
        "{} created, {} updated, {} unchanged\n",
        count("created"),
        count("updated"),
        count("unchanged")
    ))
}

/// What is to be printed: the seed, unless it is written into a file, which is its owner's alone as it may have secrets.
fn export(
    file: Option<&Path>,
    replace: Replace,
    secrets: bool,
    world: &OfWorld,
) -> Result<String, String> {
    let to = file.map(|file| Output::at(file, replace, |_| false)).transpose()?;
    let secrets = if secrets { "true" } else { "false" };
    let path = world.path("seed", &[("secrets", secrets)]);
    let text = ask::fetch(&world.server.endpoint, &path)
        .map_err(|failed| failed.said(&world.server.endpoint))?;
    match to {
        Some(to) => to.write(text.as_bytes(), true).map(|()| String::new()),
        None => Ok(text),
    }
}

/// The text of a seed file, with the contents of the files that it names, which are found from its folder.
fn whole(file: &Path) -> Result<String, String> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|e| format!("cannot read {name}: {e}"))?;
    let seed = Seed::read(&name, &text)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let read = |(at, path): &(seed::Position, String)| match named(folder, path) {
        Ok(content) => Ok((path.clone(), content)),
        Err(why) => Err(seed::line(&name, *at, &why)),
    };
    let files = seed.missing().iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(seed::with_files(&text, &files))
}

/// The content of a file that a seed names. It must be in the folder of the seed, or below it: a seed from elsewhere reads
/// nothing else of whoever applies it.
fn named(folder: &Path, path: &str) -> Result<String, String> {
    let cannot = |e: io::Error| format!("cannot read `{path}`: {e}");
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = folder.join(path);
    // Where every link leads to in the end.
    let (inside, real) = (fs::canonicalize(folder).map_err(cannot)?, fs::canonicalize(&file));
    let is_inside = real.as_ref().map_or_else(|_| leads_inside(path), |it| it.starts_with(inside));
    if !is_inside {
        return Err(format!(
            "`{path}` is not in the folder of the seed: a seed names only files there or in folders below, and no link that \
             leads out; copy the file into that folder"
        ));
    }
    let real = real.map_err(cannot)?;
    if !real.is_file() {
        return Err(format!("cannot read `{path}`: it is no regular file"));
    }
    fs::read_to_string(real).map_err(cannot)
}

/// Whether the words of a path lead nowhere else.
fn leads_inside(path: &str) -> bool {
    Path::new(path).components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir))
}

/// Reads and checks a seed file.
fn load(file: &Path) -> Result<Seed, String> {
    Seed::whole(&file.display().to_string(), &whole(file)?)
}

/// Reads and checks the seed files of a server.
pub(super) fn load_all(files: &[PathBuf]) -> Result<Vec<Arc<Seed>>, String> {
    let load = |file: &PathBuf| {
        // Which of the files of the command line it is about is not said by its name alone.
        fs::metadata(file).map_err(|e| {
            format!("cannot read {}: {e}: name another file with --seed", file.display())
        })?;
        load(file).map(Arc::new)
    };
    files.iter().map(load).collect()
}

/// How often the seed files are looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// When each file was changed, and its length.
type Stamps = Vec<Option<(SystemTime, u64)>>;

/// Looks at the seed files once a second, and applies all of them when one, or a file that it names, has changed. What is
/// wrong is logged, and changes nothing.
pub(super) async fn watch(app: Arc<App>, files: Vec<PathBuf>) {
    let mut seen = None;
    loop {
        let paths = files.clone();
        let stamps = task::spawn_blocking(move || stamps(&paths)).await.unwrap_or_default();
        if seen.as_ref().is_some_and(|it| *it != stamps) {
            let paths = files.clone();
            let loaded = task::spawn_blocking(move || load_all(&paths)).await;
            let applied = match loaded.unwrap_or_else(|e| Err(e.to_string())) {
                Ok(seeds) => {
                    app.seeds.set(seeds);
                    seed::follow(app.world(), &app.seeds.all()).await
                }
                Err(why) => Err(why),
            };
            if let Err(why) = applied {
                warn!("the seed is not applied: {why}");
            }
        }
        seen = Some(stamps);
        time::sleep(INTERVAL).await;
    }
}

/// When the seed files and those that they name were changed.
fn stamps(files: &[PathBuf]) -> Stamps {
    let stamp = |path: &Path| {
        let it = fs::metadata(path).ok()?;
        Some((it.modified().ok()?, it.len()))
    };
    let mut all = Vec::new();
    for file in files {
        all.push(stamp(file));
        let name = file.display().to_string();
        let seed = fs::read_to_string(file).ok().and_then(|text| Seed::read(&name, &text).ok());
        let folder = file.parent().unwrap_or(Path::new(""));
        for (_, path) in seed.iter().flat_map(Seed::missing) {
            all.push(stamp(&folder.join(path)));
        }
    }
    all
}
