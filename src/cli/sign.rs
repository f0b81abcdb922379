//! `localyun sign`.

use crate::{
    catalog,
    cli::sign_command::{CallArguments, Payload, curl},
    clock, config, random,
};
use std::process::ExitCode;

use clap::Args;

use super::{fail, print};

/// What to sign, and how.
#[derive(Args)]
pub(super) struct Sign {
    /// The action, such as `PutContact`.
    action: String,

    /// Parameters as `Name=value`; lists as `ContactNames.1=a`.
    #[arg(value_parser = pair)]
    parameters: Vec<(String, String)>,

    /// The server.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        default_value = "http://127.0.0.1:4800"
    )]
    endpoint: String,

    /// The signature scheme.
    #[arg(long, value_name = "NAME", default_value = "acs3-hmac-sha256",
        value_parser = clap::builder::PossibleValuesParser::new(crate::sign::SCHEMES.iter().map(|s| s.name)))]
    scheme: String,

    /// The HTTP method. [default: POST, or the action's own]
    #[arg(long)]
    method: Option<String>,

    /// The path of a ROA call. [default: the action's own]
    #[arg(long)]
    path: Option<String>,

    /// The product's API version; required if several products or versions have the action.
    #[arg(long = "api-version", value_name = "DATE")]
    version: Option<String>,

    /// Puts the parameters into a form body.
    #[arg(long, conflicts_with = "json")]
    form: bool,

    /// Sends this JSON text as the body.
    #[arg(long, value_name = "TEXT")]
    json: Option<String>,

    /// The access key's id.
    #[arg(long, env = "LOCALYUN_ACCESS_KEY_ID", value_name = "ID", default_value = "testid")]
    key_id: String,

    /// The access key's secret. For an RSA scheme, the private key in PEM form.
    #[arg(
        long,
        env = "LOCALYUN_ACCESS_KEY_SECRET",
        value_name = "SECRET",
        default_value = "testsecret",
        hide_env_values = true
    )]
    secret: String,

    /// The security token of temporary credentials.
    #[arg(long, env = "LOCALYUN_SECURITY_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    security_token: Option<String>,

    /// The time of the signature, such as `2026-01-01T00:00:00Z`. [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = config::time)]
    time: Option<i64>,

    /// The region.
    #[arg(long, default_value = "cn-hangzhou")]
    region: String,
}

fn pair(it: &str) -> Result<(String, String), String> {
    it.split_once('=')
        .map(|(name, value)| (name.into(), value.into()))
        .ok_or_else(|| "write Name=value".into())
}

/// Prints the call.
pub(super) fn run(it: &Sign) -> ExitCode {
    let known = catalog::published(&it.action, it.version.as_deref());
    let (version, product, place) = match (&known[..], &it.version) {
        ([one], _) => (one.version, one.code, one.place),
        ([], Some(version)) => (&**version, "", None),
        ([], None) => {
            return fail(&format!(
                "{} is not a published action; give --api-version to sign it all the same",
                it.action
            ));
        }
        (several, _) => {
            let which: Vec<_> =
                several.iter().map(|o| format!("{} ({})", o.version, o.code)).collect();
            return fail(&format!(
                "several products or versions have {}: choose with --api-version: {}",
                it.action,
                which.join(", ")
            ));
        }
    };
    let parameters: Vec<(&str, &str)> =
        it.parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
    let nonce = format!("{:032x}", u128::from_le_bytes(random::random_bytes()));
    let call = CallArguments {
        endpoint: &it.endpoint,
        scheme: &it.scheme,
        method: it.method.as_deref().unwrap_or(place.map_or("POST", |(method, _)| method)),
        path: it.path.as_deref().unwrap_or(place.map_or("/", |(_, path)| path)),
        action: Some(&it.action),
        version,
        parameters: &parameters,
        payload: match &it.json {
            Some(text) => Payload::Json(text),
            None if it.form => Payload::Form,
            None => Payload::Query,
        },
        key_id: &it.key_id,
        secret: &it.secret,
        security_token: it.security_token.as_deref(),
        time: it.time.unwrap_or_else(clock::real_now),
        nonce: &nonce,
        region: &it.region,
        product,
    };
    match curl(&call) {
        Ok(command) => print(&(command + "\n")),
        Err(e) => fail(&e),
    }
}
