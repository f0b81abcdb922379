//! `localyun policy suggest`.

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::{Server, failed};
use crate::cli::print;

/// What to suggest a policy for, and which server to ask.
#[derive(Args, Clone, Debug)]
pub struct Suggest {
    /// The server.
    #[command(flatten)]
    pub server: Server,

    /// Only what this caller needed: `user/alice`, `role/ops` with all its sessions, or an ARN.
    #[arg(long, value_name = "PRINCIPAL")]
    pub principal: Option<String>,

    /// Only what the policies that there are now do not allow. The exit status is 0 if that is nothing, 1
    /// if it is something, and 2 on any error.
    #[arg(long)]
    pub missing: bool,
}

pub(super) fn run(options: &Suggest) -> ExitCode {
    match suggest(options) {
        Ok(Some(policy)) if options.missing => match print(&policy) {
            ExitCode::SUCCESS => ExitCode::from(1),
            _ => ExitCode::from(2),
        },
        Ok(Some(policy)) => print(&policy),
        Ok(None) => {
            eprintln!("localyun: the policies allow every call that was made");
            ExitCode::SUCCESS
        }
        Err(why) => failed(&why),
    }
}

/// The policy, `None` if nothing is missing and only that was asked for, or why there is no answer. Statements that
/// trust policies lack are said on the standard error, and are part of no policy of the caller.
pub fn suggest(options: &Suggest) -> Result<Option<String>, String> {
    let principal = options.principal.as_deref().map(|it| ("principal", it));
    let missing = options.missing.then_some(("missing", "true"));
    let pairs: Vec<_> = principal.into_iter().chain(missing).collect();
    let value = options.server.get("policy/suggest", &pairs)?;
    if value["left_out"].as_u64().is_some_and(|n| n > 0) {
        eprintln!(
            "localyun: older calls are no longer in the journal; the policy may lack what they needed"
        );
    }
    let trust = value["trust"].as_array().map(Vec::as_slice).unwrap_or_default();
    for it in trust {
        let (role, statement) = (it["role"].as_str().unwrap_or_default(), &it["statement"]);
        eprintln!("localyun: the trust policy of {role} lacks this statement: {statement}");
    }
    let policy = match &value["policy"] {
        Value::Null if trust.is_empty() => return Ok(None),
        // Nothing of the caller's own is missing.
        Value::Null => return Ok(Some(String::new())),
        policy => policy,
    };
    let text = serde_json::to_string_pretty(policy).map_err(|e| e.to_string())?;
    Ok(Some(text + "\n"))
}
