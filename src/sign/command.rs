//! A call that is described by its parts, as a signed request, and as a `curl` command, ready to be pasted into a shell.

use rsa::{
    RsaPrivateKey,
    pkcs1::DecodeRsaPrivateKey,
    pkcs8::{self, DecodePrivateKey},
};

use crate::{
    sign::{
        Family, Mac, SCHEMES, Scheme, encode,
        produce::{Content, Draft, SignedRequest, Signer, Unsignable, produce},
    },
    spelling,
};

/// How many bytes of parameters stand in the query of a call whose parameters may stand in a form as well.
const LONGEST_QUERY: usize = 8 * 1024;

/// A call, as a person describes it.
#[derive(Clone)]
pub struct CallArguments<'a> {
    /// Where to send it: `http://127.0.0.1:4800`, with or without the scheme of the URL.
    pub endpoint: &'a str,
    /// The name of the signature's scheme, one of [`SCHEMES`]: `acs3-hmac-sha256`.
    pub scheme: &'a str,
    /// The HTTP method.
    pub method: &'a str,
    /// The path of a ROA call, with escapes where it needs them; `/` for an RPC call.
    pub path: &'a str,
    /// The action. A ROA call may do without.
    pub action: Option<&'a str>,
    /// The version of the product: `2019-01-01`.
    pub version: &'a str,
    /// The parameters, decoded.
    pub parameters: &'a [(&'a str, &'a str)],
    /// Where the parameters go, and what the body is.
    pub payload: Payload<'a>,
    /// The access key's id.
    pub key_id: &'a str,
    /// The shared secret, or the private key as PEM.
    pub secret: &'a str,
    /// The token of a temporary key.
    pub security_token: Option<&'a str>,
    /// When it is sent, in milliseconds since 1970.
    pub time: i64,
    /// What makes it unique.
    pub nonce: &'a str,
    /// The region in the scope of V4.
    pub region: &'a str,
    /// The product in the scope of V4.
    pub product: &'a str,
}

/// The body of a [`CallArguments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload<'a> {
    /// No body; the parameters stand in the query.
    Query,
    /// The parameters are the body, as a form.
    Form,
    /// The parameters stand in the query, and the body is JSON.
    Json(&'a str),
}

impl Payload<'_> {
    /// In the query, unless that would be long and a form will do: a head has a limit that a body has not.
    #[must_use]
    pub fn fitting(method: &str, parameters: &[(&str, &str)]) -> Self {
        let size: usize = parameters.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        if size > LONGEST_QUERY && ["POST", "PUT"].contains(&method) {
            Self::Form
        } else {
            Self::Query
        }
    }
}

/// Why a command cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum CannotSign {
    /// There is no such scheme.
    #[error("there is no scheme `{0}`; it must be one of {names}", names = scheme_names())]
    Scheme(String),
    /// The secret of an RSA scheme is no private key.
    #[error("the secret must be an RSA private key as PEM: {0}")]
    PrivateKey(#[from] pkcs8::Error),
    /// A text has a null byte, which no command line can have.
    #[error("a command line cannot have a null byte")]
    NullByte,
    /// The request cannot be signed.
    #[error(transparent)]
    Unsignable(#[from] Unsignable),
}

fn scheme_names() -> String {
    SCHEMES.iter().map(|scheme| scheme.name).collect::<Vec<_>>().join(", ")
}

/// The signed request of a call.
///
/// An RPC call of version 1 asks for JSON, unless a parameter `Format` says otherwise; the others
/// do by their `Accept`.
pub fn request(call: &CallArguments<'_>) -> Result<SignedRequest, CannotSign> {
    let scheme =
        Scheme::named(call.scheme).ok_or_else(|| CannotSign::Scheme(call.scheme.to_owned()))?;
    let private = match scheme.mac {
        Mac::Rsa => Some(private_key(call.secret)?),
        Mac::Hmac(_) => None,
    };
    let (_, host) = endpoint(call.endpoint);
    let (mut query, content) = match call.payload {
        Payload::Query => (call.parameters.to_vec(), Content::None),
        Payload::Form => (Vec::new(), Content::Form(call.parameters)),
        Payload::Json(text) => {
            let content = Content::Raw("application/json; charset=utf-8", text.as_bytes());
            (call.parameters.to_vec(), content)
        }
    };
    if scheme.family == Family::Rpc && !call.parameters.iter().any(|(name, _)| *name == "Format") {
        query.push(("Format", "JSON"));
    }
    Ok(produce(&Draft {
        scheme,
        method: call.method,
        host,
        path: call.path,
        action: call.action,
        version: call.version,
        query: &query,
        content,
        headers: &[],
        key_id: call.key_id,
        signer: private.as_ref().map_or(Signer::Hmac(call.secret), Signer::Rsa),
        security_token: call.security_token,
        time: call.time,
        nonce: call.nonce,
        region: call.region,
        product: call.product,
    })?)
}

/// The `curl` command for a call, in one statement over several lines, without a line feed at its
/// end. The secret is not in the command, only what is made of it.
pub fn curl(call: &CallArguments<'_>) -> Result<String, CannotSign> {
    written(call.endpoint, &request(call)?)
}

/// The `curl` command that sends a signed request to an endpoint.
pub fn written(to: &str, request: &SignedRequest) -> Result<String, CannotSign> {
    let (base, _) = endpoint(to);
    // Quiet unless it fails, and with a line feed after the answer, which has none.
    let mut words = vec![format!("curl -sS -w '\\n' -X {}", quoted(&request.method))];
    // curl would read brackets as a pattern, and resolve dots.
    if request.target.contains(['[', ']', '{', '}']) {
        words.push("--globoff".to_owned());
    }
    if request.target.contains("/.") {
        words.push("--path-as-is".to_owned());
    }
    words.push(quoted(&format!("{base}{}", request.target)));
    for (name, value) in &request.headers {
        // After a colon alone curl sends no header at all.
        let header = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        words.push(format!("-H {}", quoted(&header)));
    }
    if !request.body.is_empty() {
        let body = String::from_utf8_lossy(&request.body);
        words.push(format!("--data-raw {}", quoted(&body)));
    }
    let command = words.join(" \\\n  ");
    if command.contains('\0') { Err(CannotSign::NullByte) } else { Ok(command) }
}

/// A path with the parameters that its variable segments name in their places, which are then parameters no more.
pub fn filled(path: &str, parameters: &mut Vec<(String, String)>) -> Result<String, String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        let inner = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        let Some(name) = inner.or_else(|| part.strip_prefix('[')?.strip_suffix(']')) else {
            parts.push(part.to_owned());
            continue;
        };
        let at = parameters.iter().position(|(known, value)| known == name && !value.is_empty());
        let at = at.ok_or_else(|| {
            let near = spelling::closest(name, parameters.iter().map(|(known, _)| &**known));
            let near = near.map(|it| format!(", not {it}=…")).unwrap_or_default();
            format!("the path {path} has the parameter {name}: write {name}=…{near}")
        })?;
        let mut text = Vec::new();
        encode::percent(&mut text, parameters.remove(at).1.as_bytes());
        parts.push(String::from_utf8_lossy(&text).into_owned());
    }
    Ok(parts.join("/"))
}

fn private_key(pem: &str) -> Result<RsaPrivateKey, pkcs8::Error> {
    // Either of the two forms in which such keys are kept.
    RsaPrivateKey::from_pkcs8_pem(pem)
        .or_else(|error| RsaPrivateKey::from_pkcs1_pem(pem).map_err(|_| error))
}

/// The start of the URL, and the host in it.
fn endpoint(text: &str) -> (String, &str) {
    let text = text.trim_end_matches('/');
    match text.split_once("://") {
        Some((_, host)) => (text.to_owned(), host),
        None => (format!("http://{text}"), text),
    }
}

/// A word for a POSIX shell.
fn quoted(word: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./:=@%+,".contains(&b);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{
        request_text::explain_raw,
        sign::{
            Secret,
            explain::{Known, Verdict},
        },
    };

    const PEM: &str = include_str!("../../fixtures/signed/private-key.pem");

    fn call(scheme: &str) -> CallArguments<'_> {
        CallArguments {
            endpoint: "http://127.0.0.1:4800",
            scheme,
            method: "POST",
            path: "/",
            action: Some("PutContact"),
            version: "2019-01-01",
            parameters: &[("ContactName", "it's \"ops\" & 张 $HOME `id` \\"), ("Empty", "")],
            payload: Payload::Query,
            key_id: "testid",
            secret: "testsecret",
            security_token: None,
            time: 1_795_301_621_000,
            nonce: "n1",
            region: "cn-hangzhou",
            product: "Cms",
        }
    }

    #[test]
    fn every_scheme_yields_a_command_whose_signature_is_right() {
        let public = RsaPrivateKey::from_pkcs8_pem(PEM).unwrap().to_public_key();
        for scheme in &SCHEMES {
            for payload in [Payload::Query, Payload::Form, Payload::Json("{\"a\":\"it's\\n\"}")] {
                let keyed = scheme.mac != Mac::Rsa;
                let is_roa = scheme.family == Family::Roa;
                let held = if keyed { Secret::Hmac("testsecret") } else { Secret::Rsa(&public) };
                let command = curl(&CallArguments {
                    payload,
                    path: if is_roa { "/pop/[a]/./x'y" } else { "/" },
                    security_token: is_roa.then_some("CAIS test'token"),
                    secret: if keyed { "testsecret" } else { PEM },
                    ..call(scheme.name)
                })
                .unwrap();
                assert!(!command.contains("testsecret"));
                let keys = [Known { id: "testid", secret: held }];
                let explanation = explain_raw(command.as_bytes(), &keys, None, None).unwrap();
                let scheme = scheme.name;
                assert_eq!(explanation.verdict, Verdict::Match, "{scheme}: {command}");
            }
        }
    }

    #[test]
    fn the_command_is_what_one_would_write() {
        let command =
            curl(&CallArguments { parameters: &[("PageSize", "1")], ..call("rpc-v1-hmac-sha1") });
        let expected = "curl -sS -w '\\n' -X POST \\\n  \
            'http://127.0.0.1:4800/?PageSize=1&Format=JSON&Version=2019-01-01&AccessKeyId=testid\
            &SignatureMethod=HMAC-SHA1&SignatureVersion=1.0&SignatureNonce=n1\
            &Timestamp=2026-11-21T22%3A53%3A41Z&Action=PutContact&Signature=";
        assert!(command.unwrap().starts_with(expected));
        let command = curl(&call("acs3-hmac-sha256")).unwrap();
        assert!(command.contains("\\\n  -H 'x-acs-action: PutContact'"), "{command}");
        let mut seen = HashSet::new();
        assert!(command.lines().filter(|line| line.contains("-H ")).all(|line| seen.insert(line)));
    }

    #[test]
    fn variable_segments_are_parameters() {
        let all = || vec![("Id".to_owned(), "a/b".to_owned()), ("Size".to_owned(), "1".to_owned())];
        for path in ["/things/{Id}/x", "/things/[Id]/x"] {
            let mut parameters = all();
            assert_eq!(filled(path, &mut parameters).unwrap(), "/things/a%2Fb/x");
            assert_eq!(parameters, [("Size".to_owned(), "1".to_owned())]);
        }
        let why = filled("/things/{Ib}", &mut all()).unwrap_err();
        assert!(why.contains("write Ib=…"), "{why}");
    }

    #[test]
    fn the_endpoint_may_come_without_its_scheme() {
        let command =
            curl(&CallArguments { endpoint: "localhost:1/", ..call("acs3-hmac-sha256") }).unwrap();
        assert!(command.contains("'http://localhost:1/?"));
        assert!(command.contains("-H 'host: localhost:1'"));
    }

    #[test]
    fn a_word_is_quoted_where_a_shell_would_change_it() {
        assert_eq!(quoted("a-b_c.d/e:f=g@h%20+,"), "a-b_c.d/e:f=g@h%20+,");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted("$HOME `id` \\ \"\n"), "'$HOME `id` \\ \"\n'");
    }

    #[test]
    fn what_cannot_be_signed_is_told() {
        let error = |call: CallArguments<'_>| curl(&call).unwrap_err().to_string();
        assert!(error(call("acs5")).contains("must be one of acs3-hmac-sha256, "));
        assert!(error(call("acs3-rsa-sha256")).contains("RSA private key"));
        let token = Some("a\nb");
        let wrong = CallArguments { security_token: token, ..call("acs3-hmac-sha256") };
        assert!(error(wrong).contains("x-acs-security-token cannot be sent"));
        let null = CallArguments { payload: Payload::Json("\0"), ..call("acs3-hmac-sha256") };
        assert!(error(null).contains("null byte"));
    }
}
