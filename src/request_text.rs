//! `localyun explain`: reads a request in the form in which people have it, and explains it.
//!
//! As it went over the wire, as `curl -v` prints it, as a `curl` command line, or as an entry of a
//! HAR file, which browsers and proxies write.

use std::{borrow::Cow, str::FromStr};

use actions::Parameters;
use hyper::{
    HeaderMap, Uri,
    header::{HeaderName, HeaderValue},
};

use crate::{
    sign::{
        explain::{Explanation, Known, compare, explain, undecodable},
        time::Clocks,
    },
    wire::{
        Wire,
        headers::Headers,
        parameters::{Undecodable, decode},
    },
};

mod curl;
mod har;
mod shell;
mod verbose;

/// Why a text is no request.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// There is nothing.
    #[error("there is no request: give it on the standard input, from its request line on")]
    Empty,
    /// The first line is no request line.
    #[error(
        "the first line must be like `POST /?Action=… HTTP/1.1`, and is `{0}`. Output of \
         `curl -v`, a `curl` command line and a HAR file are read too"
    )]
    RequestLine(String),
    /// A header line is none.
    #[error("line {0} is no header like `name: value`")]
    Header(usize),
    /// The head is not text.
    #[error("the request line and the headers are not text")]
    NotText,
    /// The body is announced as chunked, and is not.
    #[error("the body is announced as chunked, and is not")]
    Chunks,
    /// A `curl` command line has something that cannot be read, or that is not in it.
    #[error("the curl command cannot be read: {0}")]
    Curl(String),
    /// It is JSON, and no HAR file or entry.
    #[error("this JSON is no HAR file and no entry of one: {0}")]
    Har(String),
}

/// Explains the signature of a request that is given as text.
///
/// Lines may end with LF or CRLF. The target may be absolute, as it is for a proxy. What comes
/// after the announced length of the body is left out: an editor adds a line feed to it.
/// `mine` is the text that the client says it has signed.
pub fn explain_raw(
    raw: &[u8],
    keys: &[Known<'_>],
    now: Option<Clocks>,
    mine: Option<&[u8]>,
) -> Result<Explanation, Malformed> {
    let request = Request::read(raw)?;
    Ok(request.explained(mine, |wire, mine| {
        let mut explanation = explain(wire, keys, now);
        explanation.mine = mine.and_then(|mine| compare(wire, keys, mine));
        explanation
    }))
}

/// A request that was given as text.
pub struct Request {
    method: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Vec<u8>,
    /// What is to be known about how it was read.
    notes: Vec<String>,
}

impl Request {
    /// Reads a request, in whichever form it is.
    pub fn read(raw: &[u8]) -> Result<Self, Malformed> {
        let raw = raw.trim_ascii_start();
        if raw.starts_with(b"{") {
            return har::read(raw);
        }
        if let Some(command) = curl::command(raw) {
            return curl::read(&command);
        }
        if let Some(shown) = verbose::read(raw) {
            return Self::of_text(&shown.head, &shown.body, shown.notes);
        }
        let (head, body) = split(raw);
        Self::of_text(head, body, Vec::new())
    }

    /// Explains it as `explained` does, with what was noticed when it was read.
    pub fn explained(
        &self,
        mine: Option<&[u8]>,
        explained: impl FnOnce(&Wire<'_>, Option<&[u8]>) -> Explanation,
    ) -> Explanation {
        let mut explanation = match self.parameters() {
            Err(why) => undecodable(&self.query, &self.body, why),
            Ok(parameters) => explained(&self.wire(&parameters), mine),
        };
        explanation.hints.splice(0..0, self.notes.iter().cloned());
        explanation
    }

    fn parameters(&self) -> Result<Parameters, Undecodable> {
        decode(&self.query, &self.headers, &self.body)
    }

    fn wire<'a>(&'a self, parameters: &'a Parameters) -> Wire<'a> {
        Wire {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: Headers::of(&self.headers),
            body: &self.body,
            parameters,
        }
    }

    fn of_text(head: &[u8], body: &[u8], mut notes: Vec<String>) -> Result<Self, Malformed> {
        let head = std::str::from_utf8(head).map_err(|_| Malformed::NotText)?;
        let mut lines = head.lines();
        let first = lines.next().filter(|line| !line.trim().is_empty()).ok_or(Malformed::Empty)?;
        let (method, target) = request_line(first)
            .ok_or_else(|| Malformed::RequestLine(first.chars().take(100).collect()))?;
        let mut headers = HeaderMap::new();
        for (at, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let (name, value) = header(line).ok_or(Malformed::Header(at + 2))?;
            headers.append(name, value);
        }
        let announced: usize = headers
            .get("content-length")
            .and_then(|length| length.to_str().ok()?.trim().parse().ok())
            .unwrap_or_default();
        if announced > 0 && body.trim_ascii().is_empty() {
            notes.push(format!(
                "The body is missing: Content-Length announces {announced} bytes. `curl -v` does \
                 not print it. Paste it after the empty line behind the headers, or paste the curl \
                 command."
            ));
        }
        let (host, path, query) = split_target(target);
        if let Some(host) = host.filter(|_| !headers.contains_key("host")) {
            headers.insert("host", host);
        }
        let body = unframed(&headers, body)?.into_owned();
        Ok(Self { method: method.to_owned(), path, query, headers, body, notes })
    }

    /// A request to a URL.
    fn to_url(method: &str, url: &str, mut headers: HeaderMap, body: Vec<u8>) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let url = if url.contains("://") { url.to_owned() } else { format!("http://{url}") };
        let (host, path, query) = split_target(&url);
        if let Some(host) = host.filter(|_| !headers.contains_key("host")) {
            headers.insert("host", without_usual_port(&url, &host));
        }
        Self { method: method.to_owned(), path, query, headers, body, notes: Vec::new() }
    }
}

/// A client names the port only if it is not that of the scheme.
fn without_usual_port(url: &str, host: &HeaderValue) -> HeaderValue {
    let port = if url.starts_with("https://") { ":443" } else { ":80" };
    let short = host.to_str().ok().and_then(|host| host.strip_suffix(port));
    short.and_then(|short| HeaderValue::from_str(short).ok()).unwrap_or_else(|| host.clone())
}

/// The head and the body, which an empty line parts.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    let start = raw.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(raw.len());
    let raw = &raw[start..];
    let mut line = 0;
    while let Some(length) = raw[line..].iter().position(|&b| b == b'\n') {
        let next = line + length + 1;
        if raw[line..next].trim_ascii().is_empty() {
            return (&raw[..line], &raw[next..]);
        }
        line = next;
    }
    (raw, b"")
}

fn request_line(line: &str) -> Option<(&str, &str)> {
    let (method, rest) = line.trim().split_once(' ')?;
    let is_method = !method.is_empty() && method.bytes().all(|b| b.is_ascii_alphabetic());
    // A target may have spaces in it, if somebody wrote it by hand.
    let target = match rest.rsplit_once(' ') {
        Some((target, version)) if version.starts_with("HTTP/") => target,
        _ => rest,
    };
    let target = target.trim();
    let is_target = target.starts_with('/') || target.contains("://");
    (is_method && is_target).then_some((method, target))
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    let name = HeaderName::from_str(name.trim()).ok()?;
    Some((name, HeaderValue::from_bytes(value.trim().as_bytes()).ok()?))
}

/// The host of an absolute target, the path, and the query.
fn split_target(target: &str) -> (Option<HeaderValue>, String, String) {
    let mut host = None;
    let mut local = target;
    if !target.starts_with('/')
        && let Some((_, rest)) = target.split_once("://")
    {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        host = Uri::from_str(target)
            .ok()
            .and_then(|uri| HeaderValue::from_str(uri.authority()?.as_str()).ok());
        local = &rest[end..];
    }
    let (path, query) = local.split_once('?').unwrap_or((local, ""));
    let path = if path.is_empty() { "/" } else { path };
    (host, path.to_owned(), query.to_owned())
}

/// The body without what frames it.
fn unframed<'a>(headers: &HeaderMap, body: &'a [u8]) -> Result<Cow<'a, [u8]>, Malformed> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked")) {
        // A tool may have put the chunks together already, or there are none.
        return if body.trim_ascii().is_empty() {
            Ok(Cow::Borrowed(b""))
        } else {
            chunks(body).map(Cow::Owned).ok_or(Malformed::Chunks)
        };
    }
    let length = text("content-length").and_then(|length| length.trim().parse().ok());
    Ok(Cow::Borrowed(length.and_then(|length: usize| body.get(..length)).unwrap_or(body)))
}

fn chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let digits = line.split(';').next()?.trim();
        let size = usize::from_str_radix(digits, 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let rest = body.get(end + 1..)?;
        whole.extend_from_slice(rest.get(..size)?);
        let rest = rest.get(size..)?;
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::{Secret, explain::Verdict};

    const KEYS: [Known<'_>; 1] = [Known { id: "testid", secret: Secret::Hmac("testsecret") }];

    /// The documentation's own example of version 1.
    const TARGET: &str = "/?Timestamp=2016-02-23T12:46:24Z&Format=XML&AccessKeyId=testid\
                          &Action=DescribeRegions&SignatureMethod=HMAC-SHA1\
                          &SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf&Version=2014-05-26\
                          &SignatureVersion=1.0&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D";

    fn verdict(raw: &str) -> Verdict {
        explain_raw(raw.as_bytes(), &KEYS, None, None).unwrap().verdict
    }

    #[test]
    fn line_ends_prefixes_and_absolute_targets_are_all_the_same() {
        for raw in [
            format!("GET {TARGET} HTTP/1.1\r\nHost: ecs.aliyuncs.com\r\n\r\n"),
            format!("GET {TARGET} HTTP/1.1\nHost: ecs.aliyuncs.com\n\n"),
            format!("GET {TARGET} HTTP/1.1\nHost: ecs.aliyuncs.com"),
            format!("\n\nGET {TARGET}\n"),
            format!("> GET {TARGET} HTTP/1.1\n> Host: ecs.aliyuncs.com\n> Accept: */*\n>\n"),
            format!("GET http://ecs.aliyuncs.com{TARGET} HTTP/1.1\n\n"),
        ] {
            assert_eq!(verdict(&raw), Verdict::Match, "{raw}");
        }
        assert_eq!(verdict(&format!("POST {TARGET} HTTP/1.1\n\n")), Verdict::Mismatch);
    }

    #[test]
    fn the_host_comes_from_an_absolute_target_if_there_is_no_header() {
        let read = |raw: &str| Request::read(raw.as_bytes()).unwrap();
        let request = read("GET http://ecs.aliyuncs.com:80?a=b HTTP/1.1\n\n");
        assert_eq!(request.headers["host"], "ecs.aliyuncs.com:80");
        assert_eq!((&*request.path, &*request.query), ("/", "a=b"));
        let request = read("GET http://one/x HTTP/1.1\nHost: two\n\n");
        assert_eq!(request.headers["host"], "two");
    }

    #[test]
    fn the_body_is_what_is_announced() {
        let body = |raw: &[u8]| Request::read(raw).map(|request| request.body);
        assert_eq!(body(b"POST / HTTP/1.1\nContent-Length: 3\n\nabc\n").unwrap(), b"abc");
        assert_eq!(body(b"POST / HTTP/1.1\nContent-Length: 9\n\nabc").unwrap(), b"abc");
        assert_eq!(body(b"POST / HTTP/1.1\n\na\n\nb\xff").unwrap(), b"a\n\nb\xff");
        let chunked = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
                        3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
        assert_eq!(body(chunked).unwrap(), b"abc0123456789");
        let none = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(body(none).unwrap(), b"");
        let wrong = b"POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nffffffffffffffff\nabc";
        assert_eq!(body(wrong).unwrap_err(), Malformed::Chunks);
    }

    #[test]
    fn a_body_that_is_not_there_is_told() {
        let raw = b"POST /?a=b HTTP/1.1\nContent-Length: 3\n\n";
        let explanation = explain_raw(raw, &KEYS, None, None).unwrap();
        assert!(explanation.hints[0].contains("announces 3 bytes"), "{explanation}");
    }

    #[test]
    fn what_is_no_request_is_told() {
        let error = |raw: &[u8]| explain_raw(raw, &KEYS, None, None).unwrap_err();
        assert_eq!(error(b""), Malformed::Empty);
        assert_eq!(error(b" \n\r\n"), Malformed::Empty);
        assert_eq!(error(b"hello"), Malformed::RequestLine("hello".to_owned()));
        assert!(matches!(error(b"GET nonsense HTTP/1.1"), Malformed::RequestLine(_)));
        assert_eq!(error(b"GET / HTTP/1.1\nA: b\nno header\n\n"), Malformed::Header(3));
        assert_eq!(error(b"GET / HTTP/1.1\nA: \xff\n\n"), Malformed::NotText);
        let other = explain_raw(b"GET /?a=%D5%C5 HTTP/1.1\n\n", &KEYS, None, None).unwrap();
        assert!(other.hints[0].contains("Read as GBK it is `张`"), "{other}");
    }

    fn at(now: i64) -> Clocks {
        Clocks { real: now, world: now }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_pasted_makes_it_panic(
            raw in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            line in "((> )?(GET|POST|put) (/|http://|/%2F|x)|curl |\\{)[ -~é]{0,60}",
            headers in "([a-zA-Z-]{0,12}[: ]{0,2}[ -~]{0,20}\r?\n){0,4}",
            kind in "(Authorization: (ACS3-HMAC-SHA256|acs|Bearer) [ -~]{0,40}\n)?",
        ) {
            let text = format!("{line}\n{kind}{headers}\n");
            let _ = explain_raw(&raw, &KEYS, Some(at(0)), None).map(|it| it.to_string());
            let _ = explain_raw(text.as_bytes(), &KEYS, Some(at(i64::MAX)), Some(&raw)).map(|it| it.to_string());
            let both = [text.as_bytes(), &raw].concat();
            let _ = explain_raw(&both, &KEYS, Some(at(i64::MIN)), None).map(|it| it.to_string());
        }
    }
}
