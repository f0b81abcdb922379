//! The lines of a journal, as `replay` reads them.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    net::{IpAddr, Ipv4Addr},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use clap::ValueEnum;
use hyper::{Request, http::request::Parts};
use serde_json::Value;

use super::renames::Renames;
use crate::{
    cli::progress::Progress,
    config::Iam,
    gateway::replay::Proof,
    keys::{Account, KeySecret},
    sign::Covered,
    world::Settings,
};

/// What is expected, and how it is made.
pub(in crate::cli) const EXPECTED: &str = "name a journal, a file with a line of JSON for each call: `localyun serve --journal FILE` writes one, \
     and `localyun control get-calls-export --as jsonl > FILE` has the calls of a running server";

/// That a file is no journal, or not whole.
pub(in crate::cli) fn no_journal(file: &str, line: usize, why: &str) -> String {
    format!("{file} is no journal: line {line}: {why}: {EXPECTED}")
}

/// A line.
pub(super) enum Line {
    /// A world begins, or begins anew.
    Begin(Begin),
    /// A call.
    Call(Recorded),
}

/// How a world begins.
pub(super) struct Begin {
    /// Its name; empty for the first one.
    pub(super) world: String,
    /// What it is made with.
    pub(super) settings: Settings,
}

/// A call of a journal.
pub(super) struct Recorded {
    line: usize,
    all: Value,
}

/// The lines of a file, in their order, counted as they are read. A last line that was not written to its end is left out.
pub(super) fn lines<'a>(
    file: &Path,
    progress: &'a Progress,
) -> Result<impl Iterator<Item = Result<Line, String>> + use<'a>, String> {
    let named = file.display().to_string();
    let open = File::open(file).map_err(|e| format!("cannot read {named}: {e}: {EXPECTED}"))?;
    if let Ok(found) = open.metadata()
        && found.is_file()
    {
        progress.measured(found.len());
    }
    let (mut file, mut number) = (BufReader::new(open), 0);
    Ok(std::iter::from_fn(move || {
        loop {
            let mut text = String::new();
            number += 1;
            let read = file.read_line(&mut text);
            progress.advance(text.len() as u64);
            match read {
                Ok(0) => return None,
                Ok(_) if text.trim().is_empty() => {}
                Ok(_) => {
                    let read = serde_json::from_str::<Value>(&text);
                    if read.is_err() && !text.ends_with('\n') {
                        return None;
                    }
                    let read = read.map_err(|e| e.to_string()).and_then(|all| line(all, number));
                    return Some(read.map_err(|why| no_journal(&named, number, &why)));
                }
                Err(e) if e.kind() == io::ErrorKind::InvalidData => {
                    return Some(Err(no_journal(&named, number, "it is not UTF-8 text")));
                }
                Err(e) => return Some(Err(format!("cannot read {named}: {e}"))),
            }
        }
    }))
}

/// What a line of a journal must be besides the beginning of a world.
pub(in crate::cli) fn is_call(all: &Value) -> Result<(), &'static str> {
    let has_both = all["request"].is_object() && all["answer"].is_object();
    has_both.then_some(()).ok_or("it is not a call of a journal, with `request` and `answer`")
}

fn line(all: Value, number: usize) -> Result<Line, String> {
    if all.get("localyun").is_none() {
        is_call(&all)?;
        return Ok(Line::Call(Recorded { line: number, all }));
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let account = |it: &Value| Account {
        id: text(&it["account"]),
        access_key_id: text(&it["access_key_id"]),
        // It is in no journal, and no signature is checked.
        secret: KeySecret::Shared(String::new()),
    };
    let iam = Iam::from_str(&text(&all["iam"]), false)
        .map_err(|_| format!("`iam` cannot be {}", all["iam"]))?;
    let settings = Settings {
        accounts: all["accounts"].as_array().into_iter().flatten().map(account).collect(),
        frozen: all["clock"]["frozen_at_ms"].as_i64(),
        seed: all["seed_random"].as_u64(),
        world_prefix: text(&all["world_prefix"]),
        iam,
        ..Settings::default()
    };
    Ok(Line::Begin(Begin { world: text(&all["world"]), settings }))
}

impl Line {
    /// The name of the world that it is about.
    pub(super) fn world(&self) -> &str {
        match self {
            Self::Begin(begin) => &begin.world,
            Self::Call(recorded) => recorded.world(),
        }
    }
}

impl Recorded {
    fn text(&self, pointer: &str) -> &str {
        self.all.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// The name of its world.
    pub(super) fn world(&self) -> &str {
        self.text("/world")
    }

    /// The time of its world.
    pub(super) fn time(&self) -> Result<i64, String> {
        let time = self.all.pointer("/clock/world_ms").and_then(Value::as_i64);
        time.ok_or_else(|| self.wrong("it has no time, `clock.world_ms`"))
    }

    /// Whether the clock of its world was frozen.
    pub(super) fn frozen(&self) -> bool {
        self.all["clock"]["frozen"] == true
    }

    /// Whether an injected fault has changed it.
    pub(super) fn fault(&self) -> bool {
        self.all["fault"].is_string()
    }

    /// Whether its action was run.
    pub(super) fn ran(&self) -> bool {
        self.all["ran"] == true
    }

    /// Whether it was answered with an error of the cloud.
    pub(super) fn failed(&self) -> bool {
        self.all["code"].is_string()
    }

    /// The status of its answer.
    pub(super) fn status(&self) -> u64 {
        self.all["status"].as_u64().unwrap_or_default()
    }

    /// Its answer.
    pub(super) fn answer(&self) -> &Value {
        &self.all["answer"]
    }

    /// The access key of its caller; `None` if nobody was known to call.
    pub(super) fn key_id(&self) -> Option<&str> {
        self.all.pointer("/caller/access_key_id").and_then(Value::as_str)
    }

    /// What its signature covered.
    pub(super) fn covered(&self) -> Covered {
        let names = self.all["unsigned"].as_array().into_iter().flatten();
        Covered::without(&names.filter_map(Value::as_str).collect::<Vec<_>>())
    }

    /// The error that it was refused with.
    pub(super) fn refusal(&self) -> Proof {
        Proof::Refused {
            status: u16::try_from(self.status()).unwrap_or(400),
            code: self.text("/code").to_owned(),
            message: self.text("/message").to_owned(),
        }
    }

    /// The address of its client.
    pub(super) fn peer(&self) -> IpAddr {
        self.text("/client/address").parse().unwrap_or(Ipv4Addr::LOCALHOST.into())
    }

    /// Its request, with the ids of this run in the place of those of the journal.
    pub(super) fn request(&self, renames: &Renames) -> Result<(Parts, Vec<u8>), String> {
        let mut request = Request::builder()
            .method(self.text("/request/method"))
            .uri(renames.in_text(self.text("/request/target")).as_ref());
        let headers = self.all.pointer("/request/headers").and_then(Value::as_array);
        for header in headers.into_iter().flatten() {
            let part = |at: usize| header[at].as_str().unwrap_or_default();
            request = request.header(part(0), part(1));
        }
        let (head, ()) =
            request.body(()).map_err(|e| self.wrong(&format!("its request: {e}")))?.into_parts();
        let body = match self.text("/request/body_base64") {
            "" => renames.in_text(self.text("/request/body")).into_owned().into_bytes(),
            encoded => STANDARD
                .decode(encoded)
                .map_err(|e| self.wrong(&format!("its `body_base64`: {e}")))?,
        };
        Ok((head, body))
    }

    /// What it is, in a line.
    pub(super) fn title(&self) -> String {
        let action = match self.text("/action") {
            "" => "no known action",
            action => action,
        };
        format!("{} {action}", self.text("/product")).trim_start().to_owned()
    }

    /// That its answer is another one now.
    pub(super) fn differs(&self, found: &[String]) -> String {
        let world = match self.world() {
            "" => String::new(),
            world => format!(" of the world {world}"),
        };
        let caller = match self.text("/caller/arn") {
            "" => "nobody",
            arn => arn,
        };
        let mut text = format!(
            "line {}: call {}{world}, {}, by {caller}, at {}, is answered in another way\n",
            self.line,
            self.all["sequence"],
            self.title(),
            self.text("/at"),
        );
        for line in found {
            text.extend(["  ", line, "\n"]);
        }
        text + "The journal has the calls of clients. What the control API, links in messages, seed files and a state of before changed is not in \
                it: --seed and --from begin with that.\n"
    }

    /// An error about it.
    pub(super) fn wrong(&self, why: &str) -> String {
        format!("line {}: {why}", self.line)
    }
}
