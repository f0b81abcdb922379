//! `localyun oidc`: tokens of identity providers, made by a running server.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::{fail, policy::Server, print};

/// Makes tokens of OIDC identity providers.
#[derive(Subcommand, Clone, Debug)]
pub(super) enum Oidc {
    /// Prints a token for `AssumeRoleWithOIDC`. The server makes the issuer's keys the first time.
    Token(Token),
}

/// What the token says.
#[derive(Args, Clone, Debug)]
pub(super) struct Token {
    /// The issuer: an https address, or `github` or `gitlab`, which stand for GitHub Actions and GitLab.com.
    #[arg(long, value_name = "ISSUER")]
    issuer: String,

    /// A claim; `sub` is needed. A value that is a number, true, false, a list or an object in JSON is taken as that.
    #[arg(long = "claim", value_name = "NAME=VALUE", required = true)]
    claims: Vec<String>,

    /// `aud`.
    #[arg(long, value_name = "AUDIENCE", default_value = "sts.aliyuncs.com")]
    aud: String,

    /// For how long it is valid: a number and `s`, `m` or `h`, at most `24h`.
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = seconds)]
    ttl: i64,

    #[command(flatten)]
    server: Server,
}

fn seconds(text: &str) -> Result<i64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "s" | "" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 0,
    };
    let seconds = digits.parse::<i64>().ok().and_then(|it| it.checked_mul(unit));
    seconds
        .filter(|it| (1..=86_400).contains(it))
        .ok_or_else(|| "it must be like 90s, 15m or 1h, and at most 24h".to_owned())
}

pub(super) fn run(command: &Oidc) -> ExitCode {
    let Oidc::Token(options) = command;
    match token(options) {
        Ok(token) => print(&(token + "\n")),
        Err(why) => fail(&why),
    }
}

fn token(it: &Token) -> Result<String, String> {
    let mut claims = Map::new();
    for claim in &it.claims {
        let (name, value) =
            claim.split_once('=').ok_or_else(|| format!("--claim {claim} is not NAME=VALUE"))?;
        let json = serde_json::from_str::<Value>(value).ok();
        // `sub` is a text, whatever it looks like.
        let json = json.filter(|it| name != "sub" && !it.is_null());
        claims.insert(name.to_owned(), json.unwrap_or_else(|| value.into()));
    }
    let body = json!({ "issuer": it.issuer, "claims": claims, "audience": it.aud, "ttl": it.ttl });
    let answer = it.server.post("ims/oidc-tokens", body.to_string().into_bytes())?;
    let token = answer["token"].as_str().map(str::to_owned);
    token.ok_or_else(|| format!("{} does not answer as Localyun does", it.server.endpoint))
}
