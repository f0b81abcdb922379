//! `localyun call`: signs a call, sends it, and shows the answer.

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use serde_json::Value;

use super::{
    ask::{self, Answer},
    json_text,
    signing::{self, Prepared, Signing, Target, pair},
    world_key,
};
use crate::{
    config,
    names::{self, NoAction},
    sign::command,
    world::worlds::FIRST,
};

/// The exit statuses besides 0: the call was refused; it was not sent, since the command is wrong; nobody answered.
const REFUSED: u8 = 1;
const WRONG: u8 = 2;
const NO_ANSWER: u8 = 3;

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(90);

/// What to call, and what to show of the answer.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun call cms PutContact ContactName=ops Describe=On-call Channels.Mail=ops@example.com
  localyun call cms DescribeContactList --query Contacts.Contact.0.Name
  localyun call cas UploadUserCertificate Name=www Cert=@www.crt Key=@www.key
  localyun call sts GetCallerIdentity --world VvCNwN

The exit status is 0 for an answer 2xx, 1 for a refusal, 2 if the command is wrong, and 3 if no server answers.")]
pub(super) struct Call {
    /// The product, by its code or the start of its host names: `cms`, `metrics`.
    product: String,

    /// The action, such as `PutContact`.
    action: String,

    /// Parameters as `Name=value`; lists as `ContactNames.1=a`. `Name=@FILE` reads the value from a file, `Name=-` from
    /// the standard input; `Name=@@text` is the text `@text`.
    #[arg(value_parser = pair)]
    parameters: Vec<(String, String)>,

    /// Prints the body of the answer as it was received, also that of a refusal.
    #[arg(long, conflicts_with = "query")]
    raw: bool,

    /// Prints only this member of the answer, a text without its quotes: `Contacts.Contact.0.Name`.
    #[arg(long, value_name = "PATH")]
    query: Option<String>,

    /// The id of the world: signs with the key of its root, unless a key is given.
    #[arg(long, value_name = "ID")]
    world: Option<String>,

    /// Sends the call even if the action or a parameter is not known here.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    signing: Signing,
}

/// Why there is nothing to show.
enum Failed {
    /// The command is wrong.
    Wrong(String),
    /// No server answers, or not as one does.
    NoAnswer(String),
}

/// Calls.
pub(super) fn run(it: &Call) -> ExitCode {
    let (why, status) = match answer(it) {
        Ok(answer) => return shown(it, &answer),
        Err(Failed::Wrong(why)) => (why, WRONG),
        Err(Failed::NoAnswer(why)) => (why, NO_ANSWER),
    };
    super::fail(&why);
    ExitCode::from(status)
}

fn answer(it: &Call) -> Result<Answer, Failed> {
    let target = target(it).map_err(Failed::Wrong)?;
    let parameters = signing::read(&it.parameters).map_err(Failed::Wrong)?;
    let endpoint = &it.signing.server.endpoint;
    let key = match &it.world {
        Some(world) if world != FIRST && !it.signing.keys.are_given() => {
            let found = world_key::of(endpoint, world).map_err(|failed| {
                if failed.answered {
                    Failed::Wrong(failed.text)
                } else {
                    Failed::NoAnswer(ask::no_answer(endpoint, &failed.text))
                }
            });
            Some(found?)
        }
        _ => None,
    };
    let call = Prepared::new(&it.signing, &target, parameters, key).map_err(Failed::Wrong)?;
    let signed = call.with(command::request).map_err(|e| Failed::Wrong(e.to_string()))?;
    ask::signed(endpoint, signed, PATIENCE)
        .map_err(|why| Failed::NoAnswer(ask::no_answer(endpoint, &why)))
}

/// What is called: a published action, or with `--force` any.
fn target(it: &Call) -> Result<Target<'_>, String> {
    let code = names::product(&it.product)?;
    let version = it.signing.version.as_deref();
    let why = match names::action(Some(code), &it.action, version) {
        Ok(official) => {
            if !it.force {
                signing::check(&official, &it.parameters)?;
            }
            return Ok(official.into());
        }
        Err(NoAction::Several(why)) => return Err(signing::choose(&why)),
        Err(NoAction::Unknown(why)) => why,
    };
    match version {
        Some(version) if it.force => {
            Ok(Target { product: code, version, action: &it.action, place: None })
        }
        _ => Err(format!("{why}; --force with --api-version calls it all the same")),
    }
}

/// Prints the answer, or why there is none.
fn shown(it: &Call, answer: &Answer) -> ExitCode {
    let json = serde_json::from_slice::<Value>(&answer.body);
    let refused = !(200..300).contains(&answer.status);
    if refused {
        let _ = writeln!(io::stderr(), "{}", refusal(it, answer, json.as_ref().ok()));
        if it.raw {
            written(&answer.body);
        }
        return ExitCode::from(REFUSED);
    }
    let text = match (json, &it.query) {
        (Ok(value), Some(path)) => match json_text::member(&value, path) {
            Ok(Value::String(text)) => text.clone(),
            Ok(value) => coloured(value),
            Err(why) => {
                super::fail(&why);
                return ExitCode::from(WRONG);
            }
        },
        (Ok(value), None) if !it.raw => coloured(&value),
        (Err(_), Some(_)) => {
            super::fail(&"the answer is not JSON, so --query finds nothing in it; --raw shows it");
            return ExitCode::from(WRONG);
        }
        _ if it.raw => return written(&answer.body),
        _ => String::from_utf8_lossy(&answer.body).trim_end().to_owned(),
    };
    super::print(&(text + "\n"))
}

fn coloured(value: &Value) -> String {
    json_text::pretty(value, io::stdout().is_terminal() && config::wants_colour())
}

fn written(body: &[u8]) -> ExitCode {
    match io::stdout().write_all(body) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => super::fail(&e),
        _ => ExitCode::SUCCESS,
    }
}

/// Why the call was refused, and how to learn more.
fn refusal(it: &Call, answer: &Answer, json: Option<&Value>) -> String {
    let member = |name: &str| json.and_then(|body| body[name].as_str());
    let status = answer.status;
    let mut text = match (member("Code"), member("Message")) {
        (Some(code), message) => {
            format!("localyun: {status} {code}: {}", message.unwrap_or_default())
        }
        _ => format!("localyun: {status}: {}", String::from_utf8_lossy(&answer.body).trim()),
    };
    if let Some(id) = member("RequestId").or_else(|| answer.header("x-acs-request-id")) {
        text.extend(["\n→ localyun explain ", id]);
        let endpoint = &it.signing.server.endpoint;
        if endpoint != super::server::DEFAULT_ENDPOINT {
            text.extend([" --endpoint ", endpoint]);
        }
        if let Some(world) = &it.world {
            text.extend([" --world ", world]);
        }
    }
    text
}
