//! `localyun explain`: reads a request as it went over the wire, and explains its signature.

use std::{borrow::Cow, str::FromStr};

use hyper::{
    HeaderMap, Uri,
    header::{HeaderName, HeaderValue},
};

use crate::{
    api::{
        decode::{Undecodable, Wire, parameters},
        headers::Headers,
    },
    sign::explain::{Explanation, Known, explain},
};

/// Why a text is no HTTP request.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// There is nothing.
    #[error("there is no request: give it on the standard input, from its request line on")]
    Empty,
    /// The first line is no request line.
    #[error("the first line must be like `POST /?Action=… HTTP/1.1`, and is `{0}`")]
    RequestLine(String),
    /// A header line is none.
    #[error("line {0} is no header like `name: value`")]
    Header(usize),
    /// The head is not text.
    #[error("the request line and the headers are not text")]
    NotText,
    /// The body is not in chunks, though a header says so.
    #[error("the body is announced as chunked, and is not")]
    Chunks,
    /// The parameters cannot be decoded.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
}

/// Explains the signature of a request.
///
/// Lines may end with LF or CRLF, and may start with `> `, as `curl -v` prints them. The target may
/// be absolute, as it is for a proxy. What comes after the announced length of the body is left
/// out: an editor adds a line feed to it.
pub fn explain_raw(
    raw: &[u8],
    keys: &[Known<'_>],
    now: Option<i64>,
) -> Result<Explanation, Malformed> {
    let request = Request::read(raw)?;
    let given = parameters(&request.query, &request.headers, &request.body)?;
    let wire = Wire {
        method: &request.method,
        path: &request.path,
        query: &request.query,
        headers: Headers::of(&request.headers),
        body: &request.body,
        given: &given,
    };
    Ok(explain(&wire, keys, now))
}

struct Request {
    method: String,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Request {
    fn read(raw: &[u8]) -> Result<Self, Malformed> {
        let (head, body) = split(raw);
        let head = std::str::from_utf8(head).map_err(|_| Malformed::NotText)?;
        let mut lines = head.lines().map(|line| line.strip_prefix("> ").unwrap_or(line));
        let first = lines.next().filter(|line| !line.trim().is_empty()).ok_or(Malformed::Empty)?;
        let (method, target) = request_line(first)
            .ok_or_else(|| Malformed::RequestLine(first.chars().take(100).collect()))?;
        let mut headers = HeaderMap::new();
        for (at, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let (name, value) = header(line).ok_or(Malformed::Header(at + 2))?;
            headers.append(name, value);
        }
        let (host, path, query) = split_target(target);
        if let Some(host) = host.filter(|_| !headers.contains_key("host")) {
            headers.insert("host", host);
        }
        let body = unframed(&headers, body)?.into_owned();
        Ok(Self { method: method.to_owned(), path, query, headers, body })
    }
}

/// The head and the body, which an empty line parts.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    let start = raw.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(raw.len());
    let raw = &raw[start..];
    let mut line = 0;
    while let Some(length) = raw[line..].iter().position(|&b| b == b'\n') {
        let next = line + length + 1;
        // `curl -v` prints the empty line as `>`.
        if matches!(raw[line..next].trim_ascii(), b"" | b">") {
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
        explain_raw(raw.as_bytes(), &KEYS, None).unwrap().verdict
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
    fn what_is_no_request_is_told() {
        let error = |raw: &[u8]| explain_raw(raw, &KEYS, None).unwrap_err();
        assert_eq!(error(b""), Malformed::Empty);
        assert_eq!(error(b" \n\r\n"), Malformed::Empty);
        assert_eq!(error(b"hello"), Malformed::RequestLine("hello".to_owned()));
        assert!(matches!(error(b"GET nonsense HTTP/1.1"), Malformed::RequestLine(_)));
        assert_eq!(error(b"GET / HTTP/1.1\nA: b\nno header\n\n"), Malformed::Header(3));
        assert_eq!(error(b"GET / HTTP/1.1\nA: \xff\n\n"), Malformed::NotText);
        assert_eq!(error(b"GET /?a=%FF HTTP/1.1\n\n"), Undecodable::NotText.into());
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_pasted_makes_it_panic(
            raw in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            line in "(GET|POST|put) (/|http://|/%2F|x)[ -~é]{0,60}",
            headers in "([a-zA-Z-]{0,12}[: ]{0,2}[ -~]{0,20}\r?\n){0,4}",
            kind in "(Authorization: (ACS3-HMAC-SHA256|acs|Bearer) [ -~]{0,40}\n)?",
        ) {
            let text = format!("{line}\n{kind}{headers}\n");
            let _ = explain_raw(&raw, &KEYS, Some(0)).map(|it| it.to_string());
            let _ = explain_raw(text.as_bytes(), &KEYS, Some(i64::MAX)).map(|it| it.to_string());
            let both = [text.as_bytes(), &raw].concat();
            let _ = explain_raw(&both, &KEYS, Some(i64::MIN)).map(|it| it.to_string());
        }
    }
}
