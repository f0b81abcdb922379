//! `localyun policy check`.

use std::{net::IpAddr, process::ExitCode};

use clap::Args;
use serde_json::{Map, Value, json};

use super::{Format, Server, failed, read};
use crate::{
    cli::print,
    clock,
    permissions::{
        check::{Given, Question, Who, action},
        lint::unknown,
    },
    sign::time::{iso, write_iso},
};

/// What to ask, and whom.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// The policies that the principal has, as files; `-` is the standard input. One whose statements have a
    /// `Principal` is the trust policy of the role that it would assume. Without a file a running server is asked, about
    /// the policies that the principal has there.
    files: Vec<String>,

    /// The action, as policies name it: `ram:ListUsers`.
    #[arg(long, value_name = "SERVICE:NAME", value_parser = action)]
    action: String,

    /// The resource, as an ARN; given more than once, all of them must be allowed. `*` unless given.
    #[arg(long = "resource", value_name = "ARN")]
    resources: Vec<String>,

    /// The principal: `user/alice`, `role/ops`, `root`, an ARN, or the host of a service. Needed without a file.
    #[arg(long = "as", value_name = "PRINCIPAL")]
    who: Option<String>,

    /// `acs:SourceIp`, the address that calls.
    #[arg(long, value_name = "ADDRESS")]
    ip: Option<IpAddr>,

    /// `acs:CurrentTime`, as `2026-01-01T00:00:00Z`. Now unless given; on a server, the time of its world.
    #[arg(long, value_name = "TIME", value_parser = time)]
    time: Option<i64>,

    /// A tag that both the resource and the call have.
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = pair)]
    tags: Vec<(String, String)>,

    /// `acs:MFAPresent` is `true`; absent unless given.
    #[arg(long)]
    mfa: bool,

    /// `acs:SecureTransport`.
    #[arg(long, value_name = "BOOL", default_value_t = true, default_missing_value = "true", num_args = 0..=1, require_equals = true, action = clap::ArgAction::Set)]
    secure: bool,

    /// Another condition key.
    #[arg(long = "condition", value_name = "KEY=VALUE", value_parser = pair)]
    conditions: Vec<(String, String)>,

    /// The resource group that holds the resource.
    #[arg(long, value_name = "ID")]
    resource_group: Option<String>,

    /// The form of the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    server: Server,
}

fn time(text: &str) -> Result<i64, String> {
    iso(text).ok_or_else(|| "it must be like 2026-01-01T00:00:00Z".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("it must be KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

pub(super) fn run(it: &Check) -> ExitCode {
    // It is decided all the same: policies may name what is not known here.
    if let Some(why) = unknown(&it.action) {
        eprintln!("localyun: {why}");
    }
    let answer = if it.files.is_empty() { it.on_server() } else { it.here() };
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return failed(&why),
    };
    let allowed = answer["allowed"].as_bool().unwrap_or_default();
    let text = match it.format {
        Format::Json => serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n",
        Format::Text => in_words(&answer, allowed),
    };
    match print(&text) {
        ExitCode::SUCCESS if allowed => ExitCode::SUCCESS,
        ExitCode::SUCCESS => ExitCode::from(1),
        _ => ExitCode::from(2),
    }
}

fn in_words(answer: &Value, allowed: bool) -> String {
    let verdict = match (allowed, answer["explicit"].as_bool().unwrap_or_default()) {
        (true, _) => "allowed",
        (false, true) => "denied",
        (false, false) => "not allowed",
    };
    let mut text = format!("{verdict}: {}\n", answer["reason"].as_str().unwrap_or_default());
    if !answer["needed"].is_null() {
        let statement = serde_json::to_string_pretty(&answer["needed"]).unwrap_or_default();
        text.extend(["This statement would allow it:\n", &statement, "\n"]);
    }
    text
}

impl Check {
    /// By the policies in files.
    fn here(&self) -> Result<Value, String> {
        let texts: Result<Vec<_>, String> =
            self.files.iter().map(|file| Ok((file.clone(), read(file)?))).collect();
        let given = Given::read(&texts?)?;
        // The account of the resource, where it names one: its own policies are of no use in another.
        let owner = self.resources.first().and_then(|it| it.split(':').nth(3));
        let owner = owner.filter(|it| it.len() == 16 && it.bytes().all(|b| b.is_ascii_digit()));
        let who = Who::read(self.who.as_deref().unwrap_or("user/you"), owner)?;
        let question = Question {
            action: self.action.clone(),
            resources: self.resources.clone(),
            ip: self.ip,
            time: Some(self.time.unwrap_or_else(clock::real_now)),
            tags: self.tags.clone(),
            mfa: self.mfa.then_some(true),
            secure: Some(self.secure),
            resource_group: self.resource_group.clone(),
            others: self.conditions.clone(),
        };
        serde_json::to_value(given.decide(&question, &who)).map_err(|e| e.to_string())
    }

    /// By those that the principal has on a running server.
    fn on_server(&self) -> Result<Value, String> {
        let who = self.who.as_deref().ok_or(
            "name the policies, as files, or a principal of a running server: --as user/NAME",
        )?;
        let object = |pairs: &[(String, String)]| -> Map<String, Value> {
            pairs.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect()
        };
        let mut body = json!({
            "as": who,
            "action": self.action,
            "tags": object(&self.tags),
            "secure": self.secure,
            "conditions": object(&self.conditions),
        });
        if !self.resources.is_empty() {
            body["resource"] = json!(self.resources);
        }
        if let Some(ip) = self.ip {
            body["ip"] = ip.to_string().into();
        }
        if let Some(time) = self.time {
            body["time"] = write_iso(time).into();
        }
        if self.mfa {
            body["mfa"] = true.into();
        }
        if let Some(group) = &self.resource_group {
            body["resource_group"] = group.as_str().into();
        }
        self.server.post("policy/check", body.to_string().into_bytes())
    }
}
