//! `localyun policy`: asks a running server what its recorded run needed.

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::{cli::ask, wire::query};

/// Asks a running server about policies.
#[derive(Subcommand, Clone, Debug)]
pub enum Policy {
    /// Prints the least-privilege policy of a run under `--iam audit`.
    Suggest(Suggest),
}

/// What to suggest a policy for, and which server to ask.
#[derive(Args, Clone, Debug)]
pub struct Suggest {
    /// The server that recorded the run.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        default_value = "http://127.0.0.1:4800"
    )]
    pub endpoint: String,

    /// Only what this caller needed: `acs:ram::1000000000000001:user/alice`.
    #[arg(long, value_name = "ARN")]
    pub principal: Option<String>,

    /// Only what was denied when it was last called. The exit status is 0 if nothing was denied, 1
    /// if something was, and 2 on any error.
    #[arg(long)]
    pub missing: bool,
}

/// The policy, `None` if nothing was denied and only that was asked for, or why there is no answer.
pub fn suggest(options: &Suggest) -> Result<Option<String>, String> {
    let principal = options.principal.as_deref().map(|it| ("principal", it));
    let missing = options.missing.then_some(("missing", "true"));
    let pairs: Vec<_> = principal.into_iter().chain(missing).collect();
    let path = format!("/_localyun/policy/suggest?{}", query::write(&pairs));
    let answer = ask::get(&options.endpoint, &path).map_err(|why| {
        // The server's own words, if it has any.
        let said = serde_json::from_str::<Value>(&why).ok();
        let said = said.as_ref().and_then(|said| said["message"].as_str());
        said.map_or_else(|| format!("{} does not answer: {why}", options.endpoint), str::to_owned)
    })?;
    let value: Value = serde_json::from_str(&answer)
        .map_err(|_| format!("{} does not answer as Localyun does", options.endpoint))?;
    if value["left_out"].as_u64().is_some_and(|n| n > 0) {
        eprintln!("localyun: there was no room to record every question; the policy may lack some");
    }
    if value["policy"].is_null() {
        return Ok(None);
    }
    let text = serde_json::to_string_pretty(&value["policy"]).map_err(|e| e.to_string())?;
    Ok(Some(text + "\n"))
}
