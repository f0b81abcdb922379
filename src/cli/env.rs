//! `localyun env`: the variables that lead unchanged code to a server.

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use actions::shared::access_key;
use clap::{Args, ValueEnum};
use serde_json::Value;

use super::{ask, fail, print, server::Server, signing::Keys, trusting, world_key};
use crate::{
    clients::{Client, Credentials, Destination, Files, Variable},
    config::CaFolder,
    tls::{Mode, Tls},
};

/// The id of the first world.
const FIRST: &str = "default";

/// Whose variables to print, and where they lead.
#[derive(Args)]
#[command(after_help = "Examples:
  eval \"$(localyun env)\"                      whatever this shell starts leads to 127.0.0.1:4800
  eval \"$(localyun env python --world new)\"   the same, in a world of its own
  localyun env go --format dotenv > .env
  localyun exec -- pytest                     sets them for one command, and starts a server if none runs")]
pub(super) struct Env {
    /// The client; `shell` is all of them at once.
    #[arg(value_enum, default_value_t = Client::Shell)]
    client: Client,

    #[command(flatten)]
    place: Place,

    /// What the lines are.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Where code is led, and with which key.
#[derive(Args, Clone)]
pub(super) struct Place {
    #[command(flatten)]
    server: Server,

    /// The id of the world, or `new` to make one.
    #[arg(long, value_name = "ID")]
    pub(super) world: Option<String>,

    #[command(flatten)]
    keys: Keys,

    /// How the client gets its key: from variables, from the credentials URI, or from the metadata service. The last two
    /// give sessions of a role.
    #[arg(long, value_enum, default_value_t)]
    credentials: Credentials,

    #[command(flatten)]
    pub(super) folder: CaFolder,
}

/// The form of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Commands of a POSIX shell, for `eval`.
    #[default]
    Shell,
    /// `NAME=value`, for files that are read as such.
    Dotenv,
    /// A JSON object.
    Json,
}

impl Place {
    /// The server, by its URL.
    pub(super) fn url(&self) -> String {
        let given = self.server.endpoint.trim_end_matches('/');
        if given.contains("://") { given.to_owned() } else { format!("http://{given}") }
    }

    /// The certificates of the server, as far as this user keeps them, or as they are in another folder if the user has
    /// none.
    pub(super) fn tls(&self, otherwise: Option<&Path>) -> Tls {
        let folder = self.folder.path().or_else(|| otherwise.map(Path::to_owned));
        Tls::new(Mode::default(), folder, self.folder.names.clone())
    }

    /// Says where a server that runs shows certificates that its clients will refuse.
    pub(super) fn warn_of_distrust(&self, url: &str) -> Result<(), String> {
        let Some(folder) = self.folder.path() else { return Ok(()) };
        let tls = self.tls(None);
        let authority = tls.authority().map_err(|e| e.to_string())?;
        if let Some(why) = trusting::refused_by_clients(url, &folder, authority.certificate()) {
            eprintln!("localyun: {why}");
        }
        Ok(())
    }

    /// Where the server at `url` is entered: in the world that is asked for, which is made if it is to be new.
    pub(super) fn destination(&self, url: &str) -> Result<Destination, String> {
        let credentials = self.credentials;
        let at = |key, token, world| Destination {
            url: url.to_owned(),
            key,
            token,
            world,
            credentials,
            instance: None,
            direct: false,
        };
        let said = |failed: ask::Failed| failed.said(url);
        if self.world.as_deref().is_some_and(|world| world != FIRST)
            && credentials == Credentials::Metadata
        {
            return Err("the metadata service is that of the first world: use --credentials uri to enter another one".into());
        }
        match self.world.as_deref().filter(|world| *world != FIRST) {
            None => Ok(at(self.keys.pair(), self.keys.token(), None)),
            Some("new") => {
                let made = ask::post(url, "/_localyun/worlds", b"{}".to_vec()).map_err(said)?;
                let made: Value = serde_json::from_str(&made)
                    .map_err(|_| format!("{url} does not answer as Localyun does"))?;
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let account = &made["accounts"][0];
                let key = (text(&account["access_key_id"]), text(&account["access_key_secret"]));
                Ok(at(key, None, Some(text(&made["id"]))))
            }
            Some(world) if self.keys.are_given() => {
                let (id, _) = self.keys.pair();
                world_key::leads_into(url, world, &id).map_err(said)?;
                // Clients send no header that names it.
                if access_key::world(&id) != Some(world) {
                    return Err(format!(
                        "the key {id} does not lead into the world {world}, whose keys have its name in their ids: leave out --key-id \
                         to enter it with the key of its root"
                    ));
                }
                Ok(at(self.keys.pair(), self.keys.token(), Some(world.to_owned())))
            }
            Some(world) => {
                let key = world_key::of(url, world).map_err(said)?;
                Ok(at(key, None, Some(world.to_owned())))
            }
        }
    }
}

/// The variables of a client, with the files that they name, which are written.
pub(super) fn settings(
    client: Client,
    to: &Destination,
    tls: &Tls,
) -> Result<Vec<Variable>, String> {
    let authority = tls.authority().map_err(|e| e.to_string())?;
    let files =
        Files::write(authority).map_err(|e| format!("cannot write the files for clients: {e}"))?;
    Ok(client.variables(to, &files))
}

/// Prints them.
pub(super) fn run(asked: &Env) -> ExitCode {
    let url = asked.place.url();
    let printed = asked.place.destination(&url).and_then(|to| {
        asked.place.warn_of_distrust(&url)?;
        let all = settings(asked.client, &to, &asked.place.tls(None))?;
        Ok(match asked.format {
            Format::Shell => {
                let notes = asked.client.notes().iter().map(|note| format!("# {note}\n"));
                notes.collect::<String>() + &in_shell(&all, &to.unset())
            }
            Format::Dotenv => {
                let lines = all.iter().map(|it| format!("{}={}", it.name, quoted(&it.value)));
                lines.flat_map(|line| [line, "\n".to_owned()]).collect()
            }
            Format::Json => {
                let all: BTreeMap<_, _> = all.iter().map(|it| (it.name, &it.value)).collect();
                serde_json::to_string_pretty(&all).map_err(|e| e.to_string())? + "\n"
            }
        })
    });
    match printed {
        Ok(text) => print(&text),
        Err(why) => fail(&why),
    }
}

/// The commands of a shell that set and unset variables.
pub(super) fn in_shell(set: &[Variable], unset: &[&str]) -> String {
    let mut text: String = set.iter().map(|it| exported(it) + "\n").collect();
    if !unset.is_empty() {
        text.extend(["unset ", &unset.join(" "), "\n"]);
    }
    text
}

/// The command of a shell that sets a variable.
fn exported(it: &Variable) -> String {
    let (name, value) = (it.name, quoted(&it.value));
    match it.before {
        None => format!("export {name}={value}"),
        Some(between) => format!("export {name}={value}\"${{{name}:+{between}${name}}}\""),
    }
}

/// A word of a shell.
fn quoted(it: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:,=@%".contains(c);
    if !it.is_empty() && it.chars().all(plain) {
        it.to_owned()
    } else {
        format!("'{}'", it.replace('\'', r"'\''"))
    }
}
