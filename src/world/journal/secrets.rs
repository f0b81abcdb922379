//! What is masked wherever calls are shown: one rule for parameters, requests and answers.

use std::borrow::Cow;

use actions::{ParameterDoc, request::unread};

use crate::{
    secrets::{HIDDEN, is_secret, is_secret_name},
    sign::encode::{percent, unescape_path},
};

/// What of a request is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// All that is secret.
    All,
    /// What proves who calls: signatures and tokens. What an action needs to be run again stays.
    Credentials,
}

/// The parameters that prove who calls.
const CREDENTIALS: [&str; 3] = ["Signature", "SecurityToken", "BearerToken"];

/// The parts of the query of a webhook that are secret.
const URL_TOKENS: [&str; 6] = ["access_token", "token", "key", "secret", "sign", "signature"];

/// What is masked of one call.
#[derive(Clone, Copy, Debug)]
pub struct Secrets<'a> {
    /// The parameters that the action reads: some of them say that they are secret.
    pub described: &'a [ParameterDoc],
    /// How much is masked.
    pub masking: Masking,
}

impl Secrets<'_> {
    /// The value of a parameter, as it is shown.
    #[must_use]
    pub fn parameter<'v>(&self, name: &str, value: &'v str) -> Cow<'v, str> {
        if CREDENTIALS.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            return HIDDEN.into();
        }
        if self.masking == Masking::Credentials {
            return value.into();
        }
        let declared = |it: &ParameterDoc| it.secret && unread::is(&it.name, name);
        if is_secret(name, value) || self.described.iter().any(declared) {
            return HIDDEN.into();
        }
        text(value)
    }

    /// The target of a request, as it is shown.
    #[must_use]
    pub fn target(&self, target: &str) -> String {
        match target.split_once('?') {
            None => target.to_owned(),
            Some((path, query)) => format!("{path}?{}", self.pairs(query)),
        }
    }

    /// A query or a form, as it is shown.
    #[must_use]
    pub fn pairs(&self, raw: &str) -> String {
        let mut out = String::with_capacity(raw.len());
        for (at, pair) in raw.split('&').enumerate() {
            if at > 0 {
                out.push('&');
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = unescaped(value);
            match self.parameter(&unescaped(name), &plain) {
                masked if masked == plain => out.push_str(pair),
                masked => {
                    let mut escaped = Vec::with_capacity(masked.len());
                    percent(&mut escaped, masked.as_bytes());
                    let escaped = String::from_utf8_lossy(&escaped);
                    out.extend([name, "=", &escaped.replace("%28hidden%29", HIDDEN)]);
                }
            }
        }
        out
    }

    /// The body of a request, as it is shown.
    #[must_use]
    pub fn body<'b>(&self, is_form: bool, body: &'b str) -> Cow<'b, str> {
        match self.masking {
            _ if is_form => self.pairs(body).into(),
            Masking::All => text(body),
            Masking::Credentials => {
                let is_secret = |name: &[u8]| {
                    CREDENTIALS.iter().any(|it| it.as_bytes().eq_ignore_ascii_case(name))
                };
                named(body, &is_secret, false)
            }
        }
    }
}

/// The value of a header, as it is shown; `name` is in lower case.
#[must_use]
pub fn header<'v>(name: &str, value: &'v str) -> Cow<'v, str> {
    match name {
        "x-acs-security-token" | "x-acs-bearer-token" | "cookie" | "proxy-authorization" => {
            HIDDEN.into()
        }
        "authorization" => {
            let end = value.rfind("Signature=").map(|at| at + "Signature=".len());
            let of_acs = || value.starts_with("acs ").then(|| value.find(':').map(|at| at + 1));
            match end.or_else(|| of_acs().flatten()) {
                Some(end) => format!("{}{HIDDEN}", &value[..end]).into(),
                None => HIDDEN.into(),
            }
        }
        _ => value.into(),
    }
}

/// A text, such as the JSON or XML of an answer, with the values of what is secret, private keys and the tokens of
/// webhooks masked. All else stays as it is, to the byte.
#[must_use]
pub fn text(whole: &str) -> Cow<'_, str> {
    named(whole, &|name| std::str::from_utf8(name).is_ok_and(is_secret_name), true)
}

/// The longest name that is looked up.
const LONGEST_NAME: usize = 64;

fn named<'t>(whole: &'t str, is_secret: &dyn Fn(&[u8]) -> bool, urls: bool) -> Cow<'t, str> {
    let bytes = whole.as_bytes();
    let (mut out, mut shown, mut at) = (String::new(), 0, 0);
    let is_mark = |it: &u8| match it {
        b'"' | b'<' | b'-' => true,
        b'?' | b'&' | b'/' => urls,
        _ => false,
    };
    while let Some(next) = bytes[at..].iter().position(is_mark) {
        at += next;
        let masked = match bytes[at] {
            b'-' => private_key(bytes, at),
            b'?' | b'&' | b'/' => url_token(bytes, at),
            mark => member(bytes, at, mark, is_secret),
        };
        let Some((from, to)) = masked else {
            at += 1;
            continue;
        };
        // Both are beside an ASCII character.
        out.push_str(&whole[shown..from]);
        out.push_str(HIDDEN);
        (shown, at) = (to, to.max(at + 1));
    }
    if shown == 0 && out.is_empty() {
        return whole.into();
    }
    out.push_str(&whole[shown..]);
    out.into()
}

/// Where the value of a secret member is, if one begins at this quote or bracket.
fn member(
    bytes: &[u8],
    at: usize,
    mark: u8,
    is_secret: &dyn Fn(&[u8]) -> bool,
) -> Option<(usize, usize)> {
    let rest = &bytes[at + 1..];
    let name = rest.iter().take(LONGEST_NAME).position(|it| !it.is_ascii_alphanumeric())?;
    if name == 0 || !is_secret(&rest[..name]) {
        return None;
    }
    let mut from = at + 1 + name;
    if mark == b'<' {
        let from = (bytes.get(from) == Some(&b'>')).then_some(from + 1)?;
        let end = bytes[from..].iter().position(|it| *it == b'<');
        return Some((from, end.map_or(bytes.len(), |end| from + end)));
    }
    // Within a text of a text each quote has a backslash before it.
    let nested = bytes.get(from) == Some(&b'\\');
    let colon = bytes[from..].iter().take(8).position(|it| *it == b':')?;
    from += colon + 1;
    let quote = bytes[from..].iter().position(|it| !matches!(it, b' ' | b'\\' | b'\n' | b'\t'))?;
    from = (bytes.get(from + quote) == Some(&b'"')).then_some(from + quote + 1)?;
    let (mut end, mut escapes) = (from, 0);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' if escapes == usize::from(nested) => return Some((from, end - escapes)),
            b'\\' => escapes = if !nested && escapes == 1 { 0 } else { escapes + 1 },
            _ => escapes = 0,
        }
        end += 1;
    }
    Some((from, bytes.len()))
}

/// Where the private key is that begins at this dash.
fn private_key(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    const END: &[u8] = b"-----END ";
    let rest = &bytes[at..];
    let title = rest.strip_prefix(BEGIN)?;
    let title = &title[..title.len().min(40)];
    title.windows(11).position(|it| it == b"PRIVATE KEY")?;
    let Some(end) = rest.windows(END.len()).position(|it| it == END) else {
        return Some((at, bytes.len()));
    };
    let line = rest[end + END.len()..].windows(5).position(|it| it == b"-----");
    Some((at, line.map_or(bytes.len(), |line| at + end + END.len() + line + 5)))
}

/// Where the token of a URL is, such as that of a chat bot, if it begins at this mark.
fn url_token(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    const HOOK: &[u8] = b"/hook/";
    let rest = &bytes[at..];
    let from = if rest.starts_with(HOOK) {
        at + HOOK.len()
    } else {
        let rest = rest.strip_prefix(b"&amp;").unwrap_or(&rest[1..]);
        let is_name = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_';
        let end = rest.iter().take(LONGEST_NAME).position(|it| !is_name(it))?;
        let known = URL_TOKENS.iter().any(|it| it.as_bytes().eq_ignore_ascii_case(&rest[..end]));
        (known && rest[end] == b'=').then(|| bytes.len() - rest.len() + end + 1)?
    };
    let ends =
        |it: &u8| it.is_ascii_whitespace() || matches!(it, b'&' | b'#' | b'"' | b'\\' | b'<');
    let end = bytes[from..].iter().position(ends).map_or(bytes.len(), |end| from + end);
    (end > from).then_some((from, end))
}

fn unescaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    unescape_path(&mut out, &text.replace('+', " "));
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Secrets<'_> = Secrets { described: &[], masking: Masking::All };
    const SOME: Secrets<'_> = Secrets { described: &[], masking: Masking::Credentials };

    #[test]
    fn parameters_that_are_secret_are_masked() {
        for (name, value, shown) in [
            ("ContactName", "ops", "ops"),
            ("Signature", "c2ln", "(hidden)"),
            ("SecurityToken", "CAIS", "(hidden)"),
            ("Password", "hunter2", "(hidden)"),
            ("Login.Password", "hunter2", "(hidden)"),
            ("Key", "-----BEGIN RSA PRIVATE KEY-----\nMII", "(hidden)"),
            (
                "Channels.DingWebHook",
                "https://oapi.dingtalk.com/robot/send?access_token=abc&x=1",
                "https://oapi.dingtalk.com/robot/send?access_token=(hidden)&x=1",
            ),
            (
                "Hook",
                "https://open.feishu.cn/open-apis/bot/v2/hook/abc",
                "https://open.feishu.cn/open-apis/bot/v2/hook/(hidden)",
            ),
            ("List", r#"[{"Password": "a\"b", "x": 1}]"#, r#"[{"Password": "(hidden)", "x": 1}]"#),
        ] {
            assert_eq!(ALL.parameter(name, value), shown, "{name}");
        }
        assert_eq!(SOME.parameter("Password", "hunter2"), "hunter2");
        assert_eq!(SOME.parameter("SecurityToken", "CAIS"), "(hidden)");
        let doc = ParameterDoc {
            name: "Rule.N.Code".into(),
            kind: "String",
            required: false,
            rule: String::new(),
            one_of: &[],
            doc: "",
            secret: true,
        };
        let declared = Secrets { described: &[doc], ..ALL };
        assert_eq!(declared.parameter("Rule.3.Code", "123456"), "(hidden)");
        assert_eq!(declared.parameter("Rule.3.Codes", "123456"), "123456");
    }

    #[test]
    fn a_request_is_masked_where_it_has_secrets_and_nowhere_else() {
        let raw = "/?Action=A&Security%54oken=a%2Bb&Name=a+b%20c&Signature=x%3D";
        assert_eq!(
            ALL.target(raw),
            "/?Action=A&Security%54oken=(hidden)&Name=a+b%20c&Signature=(hidden)"
        );
        let form = "Key=-----BEGIN+PRIVATE+KEY-----%0AMII&Name=x";
        assert_eq!(ALL.body(true, form), "Key=(hidden)&Name=x");
        assert_eq!(SOME.body(true, form), form);
        for (value, shown) in [
            (
                "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=abc",
                "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=(hidden)",
            ),
            ("acs id:c2ln", "acs id:(hidden)"),
            ("Bearer abc", "(hidden)"),
        ] {
            assert_eq!(header("authorization", value), shown);
        }
        for name in ["x-acs-security-token", "cookie", "proxy-authorization"] {
            assert_eq!(header(name, "CAIS"), "(hidden)", "{name}");
        }
        assert_eq!(header("user-agent", "x"), "x");
    }

    #[test]
    fn an_answer_is_masked_where_it_has_secrets_and_nowhere_else() {
        for (answer, shown) in [
            (r#"{"a":"b"}"#, r#"{"a":"b"}"#),
            (
                r#"{"AccessKey":{"AccessKeyId":"i","AccessKeySecret":"s\\\"t","Status":"x"}}"#,
                r#"{"AccessKey":{"AccessKeyId":"i","AccessKeySecret":"(hidden)","Status":"x"}}"#,
            ),
            (
                r#"{"Text":"{\"SecurityToken\":\"CAIS\",\"x\":1}"}"#,
                r#"{"Text":"{\"SecurityToken\":\"(hidden)\",\"x\":1}"}"#,
            ),
            (
                "<A><AccessKeySecret>s</AccessKeySecret><B>1</B></A>",
                "<A><AccessKeySecret>(hidden)</AccessKeySecret><B>1</B></A>",
            ),
            (
                r#"{"Key":"-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\n","c":"é"}"#,
                r#"{"Key":"(hidden)\n","c":"é"}"#,
            ),
            (r#"{"Key":"-----BEGIN PRIVATE KEY-----\nMII"#, r#"{"Key":"(hidden)"#),
            (r#"{"AccessKeySecret":"cut of"#, r#"{"AccessKeySecret":"(hidden)"#),
            (r#"{"AccessKeySecret":null}"#, r#"{"AccessKeySecret":null}"#),
            (
                r#"{"Url":"https://oapi.dingtalk.com/robot/send?a=b&access_token=abc","n":"x?y=1"}"#,
                r#"{"Url":"https://oapi.dingtalk.com/robot/send?a=b&access_token=(hidden)","n":"x?y=1"}"#,
            ),
            (
                "<Url>https://example.com/?a=b&amp;token=abc&amp;c=d</Url>",
                "<Url>https://example.com/?a=b&amp;token=(hidden)&amp;c=d</Url>",
            ),
            (
                r#"{"Hook":"https://open.feishu.cn/open-apis/bot/v2/hook/abc","Token":"abc"}"#,
                r#"{"Hook":"https://open.feishu.cn/open-apis/bot/v2/hook/(hidden)","Token":"(hidden)"}"#,
            ),
            (
                r#"{"Headers":"[{\"Authorization\":\"Bearer abc\"}]"}"#,
                r#"{"Headers":"[{\"Authorization\":\"(hidden)\"}]"}"#,
            ),
            ("?key=&token=", "?key=&token="),
        ] {
            assert_eq!(text(answer), shown);
        }
    }
}
