//! `localyun call`: signs a call, sends it, and shows the answer.

use std::{
    io::{self, Write},
    process::ExitCode,
    time::Duration,
};

use clap::Args;
use serde_json::Value;

use super::{
    ask::{self, Answer},
    control_words::in_commands,
    env, json_text,
    signing::{self, Prepared, Signing, Target, pair},
    world_key,
};
use crate::{
    clients,
    gateway::entrance::HEADER,
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
  eval \"$(localyun call ram CreateAccessKey UserName=ann --export)\"
                                              what this shell starts calls as ann

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

    /// Prints the access key or the session in the answer as commands of a POSIX shell, for `eval`. They set the variables by
    /// which the commands of Localyun and the SDKs are given a key.
    #[arg(long, conflicts_with_all = ["query", "raw"])]
    export: bool,

    /// The id of the world: signs with the key of its root, unless a key is given, which must lead there.
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
                let kind = if failed.answered { Failed::Wrong } else { Failed::NoAnswer };
                kind(failed.said(endpoint))
            });
            Some(found?)
        }
        Some(world) => {
            let key_id = it.signing.keys.pair().0;
            world_key::leads_into(endpoint, world, &key_id).map_err(|failed| {
                let kind = if failed.answered { Failed::Wrong } else { Failed::NoAnswer };
                kind(failed.said(endpoint))
            })?;
            None
        }
        None => None,
    };
    let call = Prepared::new(&it.signing, &target, parameters, key).map_err(Failed::Wrong)?;
    let mut signed = call.with(command::request).map_err(|e| Failed::Wrong(e.to_string()))?;
    if let Some(world) = &it.world {
        // A key that a seed fixes names no world.
        signed.headers.push((HEADER.to_owned(), world.clone()));
    }
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
    if it.export {
        let Some(commands) = json.ok().and_then(|answer| exported(&answer)) else {
            super::fail(
                &"the answer has no access key with its secret, as those of CreateAccessKey and AssumeRole have",
            );
            return ExitCode::from(WRONG);
        };
        return super::print(&commands);
    }
    let text = match (json, &it.query) {
        (_, Some(path)) => match json_text::found(&answer.body, path) {
            Ok(text) => text,
            Err(why) => {
                super::fail(&why);
                return ExitCode::from(WRONG);
            }
        },
        (Ok(value), None) if !it.raw => json_text::on_screen(&value),
        _ if it.raw => return written(&answer.body),
        _ => String::from_utf8_lossy(&answer.body).trim_end().to_owned(),
    };
    super::print(&(text + "\n"))
}

/// The commands of a shell that make the key in an answer that of what the shell starts.
fn exported(answer: &Value) -> Option<String> {
    let text = |of: &Value, name: &str| of[name].as_str().map(str::to_owned);
    let (id, secret, token) = answer.as_object()?.values().find_map(|of| {
        let (id, secret) = (text(of, "AccessKeyId")?, text(of, "AccessKeySecret")?);
        Some((id, secret, text(of, "SecurityToken")))
    })?;
    let unset: &[&str] = if token.is_none() { &clients::TOKENS } else { &[] };
    Some(env::in_shell(&clients::key_variables((&id, &secret), token.as_deref()), unset))
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
    if let Some(hint) = answer.header("x-localyun-hint") {
        text.extend(["\n", &in_commands(hint)]);
    }
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
