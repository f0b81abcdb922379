//! A call as it is described on the command line, ready to be signed: what `localyun sign` and `localyun call` have alike.

use std::{
    fs,
    io::{self, Read},
};

use clap::{Args, builder::PossibleValuesParser};
use hyper::Method;
use serde::de::IgnoredAny;

use super::server::Server;
use crate::{
    catalog::Official,
    clock, config, names, random,
    sign::{
        self,
        command::{CallArguments, Payload, filled},
    },
};

/// An HTTP method, as it is written in a request.
fn method(text: &str) -> Result<String, String> {
    Method::from_bytes(text.as_bytes())
        .map(|_| text.to_owned())
        .map_err(|_| "write an HTTP method, such as GET or POST".to_owned())
}

/// The key of a server that was started without `--account`.
const DEFAULT_KEY: (&str, &str) = ("testid", "testsecret");

/// How to sign a call, and as whom.
#[derive(Args)]
pub(super) struct Signing {
    #[command(flatten)]
    pub(super) server: Server,

    /// The signature scheme; that of the current SDKs unless given.
    #[arg(long, value_name = "NAME", default_value = "acs3-hmac-sha256",
        value_parser = PossibleValuesParser::new(sign::SCHEMES.iter().map(|s| s.name)))]
    scheme: String,

    /// The HTTP method. [default: POST, or the action's own]
    #[arg(long, value_parser = method)]
    method: Option<String>,

    /// The path of a ROA call, in which `{Name}` stands for the parameter `Name`. [default: the action's own]
    #[arg(long)]
    path: Option<String>,

    /// The product's API version; required if several versions have the action.
    #[arg(long = "api-version", value_name = "DATE")]
    pub(super) version: Option<String>,

    /// Puts the parameters into a form body.
    #[arg(long, conflicts_with = "json")]
    form: bool,

    /// Sends this JSON text as the body.
    #[arg(long, value_name = "TEXT")]
    json: Option<String>,

    #[command(flatten)]
    pub(super) keys: Keys,

    /// The time of the signature, such as `2026-01-01T00:00:00Z`. [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = config::time)]
    time: Option<i64>,

    /// The region, also as the parameter `RegionId`. [default: cn-hangzhou, without the parameter]
    #[arg(long)]
    region: Option<String>,
}

/// The access key of a call.
#[derive(Args, Clone)]
pub(super) struct Keys {
    /// The access key's id. [default: testid]
    #[arg(long, env = "LOCALYUN_ACCESS_KEY_ID", value_name = "ID")]
    key_id: Option<String>,

    /// The access key's secret. For an RSA scheme, the private key in PEM form. [default: testsecret]
    #[arg(long, env = "LOCALYUN_ACCESS_KEY_SECRET", value_name = "SECRET", hide_env_values = true)]
    secret: Option<String>,

    /// The security token of temporary credentials.
    #[arg(long, env = "LOCALYUN_SECURITY_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    security_token: Option<String>,
}

impl Keys {
    /// Whether a key is given, so that none needs to be found.
    pub(super) fn are_given(&self) -> bool {
        self.key_id.is_some()
    }

    /// The security token that is given.
    pub(super) fn token(&self) -> Option<String> {
        self.security_token.clone()
    }

    /// The key that is given, or the default one.
    pub(super) fn pair(&self) -> (String, String) {
        let given =
            |it: &Option<String>, default: &str| it.as_deref().unwrap_or(default).to_owned();
        (given(&self.key_id, DEFAULT_KEY.0), given(&self.secret, DEFAULT_KEY.1))
    }
}

/// `Name=value`, as it is typed.
pub(super) fn pair(it: &str) -> Result<(String, String), String> {
    match it.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.into(), value.into())),
        _ => Err("write Name=value".into()),
    }
}

/// The parameters, with those whose value is `@FILE` or `-` read. `@@` stands for an `@` at the start of a text.
pub(super) fn read(pairs: &[(String, String)]) -> Result<Vec<(String, String)>, String> {
    let mut taken = None;
    let value = |(name, value): &(String, String)| {
        let text = match value.strip_prefix('@') {
            Some(text) if text.starts_with('@') => text.to_owned(),
            Some(file) => fs::read_to_string(file)
                .map_err(|e| format!("cannot read {file} for {name}: {e}"))?,
            None if value == "-" => {
                if let Some(first) = taken.replace(name.clone()) {
                    return Err(format!("{name} and {first} cannot both be the standard input"));
                }
                let mut text = String::new();
                let read = io::stdin().take(config::MAX_REQUEST).read_to_string(&mut text);
                read.map_err(|e| format!("cannot read the standard input for {name}: {e}"))?;
                text
            }
            None => value.clone(),
        };
        Ok((name.clone(), text))
    };
    pairs.iter().map(value).collect()
}

/// Why a call is for none of several actions, and how to choose.
pub(super) fn choose(why: &str) -> String {
    format!("{why}: choose with --product or with --api-version")
}

/// What a call is for.
pub(super) struct Target<'a> {
    /// The product's code; empty if it is not known.
    pub(super) product: &'a str,
    pub(super) version: &'a str,
    pub(super) action: &'a str,
    /// Method and path of a ROA action.
    pub(super) place: Option<(&'static str, &'static str)>,
}

impl From<Official> for Target<'_> {
    fn from(it: Official) -> Self {
        Self { product: it.code, version: it.version, action: it.action, place: it.place }
    }
}

/// A call that can be signed.
pub(super) struct Prepared<'a> {
    signing: &'a Signing,
    action: &'a str,
    product: &'a str,
    version: &'a str,
    method: String,
    path: String,
    parameters: Vec<(String, String)>,
    /// The id and the secret of its key.
    key: (String, String),
    nonce: String,
}

impl<'a> Prepared<'a> {
    /// The call of an action, with a key to use where none is given.
    pub(super) fn new(
        signing: &'a Signing,
        of: &Target<'a>,
        mut parameters: Vec<(String, String)>,
        key: Option<(String, String)>,
    ) -> Result<Self, String> {
        if let Some(text) = &signing.json {
            serde_json::from_str::<IgnoredAny>(text)
                .map_err(|e| format!("the value of --json is not JSON: {e}"))?;
        }
        let (method, path) = of.place.unwrap_or(("POST", "/"));
        let path = filled(signing.path.as_deref().unwrap_or(path), &mut parameters)?;
        if let Some(region) = &signing.region
            && !parameters.iter().any(|(name, _)| name == "RegionId")
        {
            parameters.push(("RegionId".to_owned(), region.clone()));
        }
        let default = || (DEFAULT_KEY.0.to_owned(), DEFAULT_KEY.1.to_owned());
        let (id, secret) = key.filter(|_| !signing.keys.are_given()).unwrap_or_else(default);
        Ok(Self {
            signing,
            action: of.action,
            product: of.product,
            version: of.version,
            method: signing.method.as_deref().unwrap_or(method).to_owned(),
            path,
            parameters,
            key: (
                signing.keys.key_id.clone().unwrap_or(id),
                signing.keys.secret.clone().unwrap_or(secret),
            ),
            nonce: format!("{:032x}", u128::from_le_bytes(random::random_bytes())),
        })
    }

    /// What is done with the call.
    pub(super) fn with<T>(&self, done: impl FnOnce(&CallArguments<'_>) -> T) -> T {
        let signing = self.signing;
        let parameters: Vec<(&str, &str)> =
            self.parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
        done(&CallArguments {
            endpoint: &signing.server.endpoint,
            scheme: &signing.scheme,
            method: &self.method,
            path: &self.path,
            action: Some(self.action),
            version: self.version,
            parameters: &parameters,
            payload: match &signing.json {
                Some(text) => Payload::Json(text),
                None if signing.form => Payload::Form,
                None => Payload::fitting(&self.method, &parameters),
            },
            key_id: &self.key.0,
            secret: &self.key.1,
            security_token: signing.keys.security_token.as_deref(),
            time: signing.time.unwrap_or_else(clock::real_now),
            nonce: &self.nonce,
            region: signing.region.as_deref().unwrap_or("cn-hangzhou"),
            product: self.product,
        })
    }
}

/// Refuses parameters whose names are nearly those of the action, and so are misspelt.
pub(super) fn check(official: &Official, parameters: &[(String, String)]) -> Result<(), String> {
    let Some(known) = names::parameters(official) else { return Ok(()) };
    for (name, _) in parameters {
        if let Some(meant) = names::misspelt(name, &known) {
            return Err(format!(
                "{} has no parameter {name}: did you mean {meant}? --force sends it all the same",
                official.action
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_stand_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("value");
        fs::write(&file, "a\nb\n").unwrap();
        let pairs =
            [("A", format!("@{}", file.display())), ("B", "@@x".into()), ("C", "a@b".into())];
        let pairs: Vec<_> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let values: Vec<_> = read(&pairs).unwrap().into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["a\nb\n", "@x", "a@b"]);
        assert!(
            read(&[("A".into(), "@/nonexistent".into())])
                .unwrap_err()
                .contains("cannot read /nonexistent for A")
        );
        let twice = [("A".to_owned(), "-".to_owned()), ("B".to_owned(), "-".to_owned())];
        assert!(read(&twice).is_err());
    }
}
