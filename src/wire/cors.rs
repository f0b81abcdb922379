//! Calls from web pages. A browser lets any page send requests to this machine, and says where the
//! page is from: only pages of the server itself are answered, and those that `--cors` allows.

use std::{net::IpAddr, str::FromStr};

use bytes::Bytes;
use hyper::{
    HeaderMap, Method, Response, StatusCode,
    header::{self, HeaderName, HeaderValue},
    http::request::Parts,
};

use crate::wire::{body::Body, host::Host};

/// How much of an origin that is refused is repeated.
const SHOWN: usize = 255;

/// Pages that may call: one value of `--cors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// `*`: every page.
    Any,
    /// Those of an origin: `http://localhost:3000`, or `null`, which is what a page from a file has.
    Origin(String),
}

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (scheme, host) = text.split_once("://").unwrap_or_default();
        let known = matches!(scheme, "http" | "https") || scheme.ends_with("-extension");
        match text {
            "*" => Ok(Self::Any),
            "null" => Ok(Self::Origin(text.into())),
            _ if known && Host::parse(host).is_some() => {
                Ok(Self::Origin(text.to_ascii_lowercase()))
            }
            _ => Err("write an origin such as http://localhost:3000, without a path, or *".into()),
        }
    }
}

/// The page that sends a request, if one does, is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// No page of another origin.
    Own,
    /// A page that `--cors` allows, and the value of `Access-Control-Allow-Origin` for it.
    Page(HeaderValue),
}

/// Who sends a request; an error names the page that is not allowed to. `is_named` says whether a name is one that the people
/// of the server have given it.
pub fn sender(
    allowed: &[Allowed],
    is_named: impl Fn(&str) -> bool,
    headers: &HeaderMap,
) -> Result<Sender, String> {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let any = allowed.contains(&Allowed::Any);
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let Some(value) = origins.next() else {
        // No `Origin`, as from a form or an image. Browsers say this much all the same.
        let site = text("sec-fetch-site");
        return match site {
            Some("cross-site" | "same-site") if !any => Err("another origin".into()),
            _ => Ok(Sender::Own),
        };
    };
    let origin = value.to_str().unwrap_or_default().to_ascii_lowercase();
    let one = origins.next().is_none() && !origin.is_empty();
    if one && any {
        return Ok(Sender::Page(HeaderValue::from_static("*")));
    }
    if one && allowed.iter().any(|it| matches!(it, Allowed::Origin(o) if *o == origin)) {
        return Ok(Sender::Page(value.clone()));
    }
    // A page of the server itself. By any other name than its own it could be anybody's: a name server can point any name
    // here, but no address.
    let host = text("host").unwrap_or_default();
    let is_own =
        |it: Host<'_>| it.is_loopback() || it.name.parse::<IpAddr>().is_ok() || is_named(it.name);
    let own = Host::parse(host).is_some_and(is_own)
        && origin.split_once("://").is_some_and(|(_, named)| named.eq_ignore_ascii_case(host));
    if one && own {
        return Ok(Sender::Own);
    }
    Err(origin.chars().take(SHOWN).collect())
}

/// Whether a browser opens this request as a page of its own: a link was followed, from wherever.
#[must_use]
pub fn is_navigation(head: &Parts) -> bool {
    let is = |name: &str, wanted: &str| head.headers.get(name).is_none_or(|v| v == wanted);
    head.method == Method::GET
        && !head.headers.contains_key(header::ORIGIN)
        && is("sec-fetch-mode", "navigate")
        && is("sec-fetch-dest", "document")
}

/// The message for a page that is refused. `what` is what does not answer it.
#[must_use]
pub fn refusal(what: &str, origin: &str) -> String {
    if !origin.contains("://") {
        // Every file and every sandboxed frame says `null`, whoever wrote it, so that is not recommended.
        return format!(
            "{what} does not answer pages of other sites, and this request comes from a page that does not say of \
             which origin it is, as a local file does not. To allow it, serve the page over HTTP, and start the \
             server with --cors and its origin, such as --cors http://localhost:3000."
        );
    }
    format!(
        "{what} does not answer pages of other sites, and this request comes from a page of \
         {origin}. To allow it, start the server with --cors {origin}."
    )
}

/// Whether a browser asks if a page may call.
#[must_use]
pub fn is_preflight(head: &Parts) -> bool {
    head.method == Method::OPTIONS
        && head.headers.contains_key(header::ORIGIN)
        && head.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a preflight of a page that is allowed; [`allow`] adds for whom it is.
#[must_use]
pub fn preflight(asked: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Bytes::new().into());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    // The vendor's, as its answers had them until 2022 (protocol.md 3.2).
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, OPTIONS, PUT, DELETE"),
        (header::ACCESS_CONTROL_MAX_AGE, "172800"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // `*` would leave out `Authorization`.
    if let Some(names) = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    if asked.contains_key("access-control-request-private-network") {
        let name = HeaderName::from_static("access-control-allow-private-network");
        headers.insert(name, HeaderValue::from_static("true"));
    }
    response
}

/// Lets a browser give an answer to the page that asked.
pub fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("*"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Origin"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |&(n, v): &(&'static str, &'static str)| {
            (HeaderName::from_static(n), v.parse().unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4800");

    fn never(_: &str) -> bool {
        false
    }

    #[test]
    fn a_page_of_the_server_is_its_own_by_an_address_and_by_the_names_that_it_was_given() {
        let page = |host: &'static str, origin: &'static str| {
            sender(
                &[],
                |name| name == "team.example",
                &headers(&[("host", host), ("origin", origin)]),
            )
        };
        for (host, origin) in [
            ("192.168.1.5:4800", "http://192.168.1.5:4800"),
            ("[fd00::1]:4800", "http://[fd00::1]:4800"),
            ("team.example", "https://team.example"),
            ("team.example:4800", "http://team.example:4800"),
        ] {
            assert_eq!(page(host, origin), Ok(Sender::Own), "{host}");
        }
        for (host, origin) in [
            ("192.168.1.5:4800", "http://192.168.1.6:4800"),
            ("192.168.1.5:4800", "http://192.168.1.5:3000"),
            ("team.example", "https://other.example"),
            ("other.example", "https://other.example"),
        ] {
            assert!(page(host, origin).is_err(), "{host} {origin}");
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let origin = |text: &str| Allowed::Origin(text.into());
        assert_eq!("*".parse(), Ok(Allowed::Any));
        assert_eq!("null".parse(), Ok(origin("null")));
        assert_eq!("http://LocalHost:3000".parse(), Ok(origin("http://localhost:3000")));
        for bad in ["", "localhost", "http://", "http://a/", "http://a/b", "ftp://a", "http://*.a"]
        {
            assert!(bad.parse::<Allowed>().is_err(), "{bad}");
        }
    }

    #[test]
    fn only_pages_of_the_server_itself_are_answered_unless_allowed() {
        for own in [
            vec![HOST],
            vec![HOST, ("origin", "http://127.0.0.1:4800")],
            vec![HOST, ("sec-fetch-site", "none")],
            vec![HOST, ("sec-fetch-site", "same-origin")],
        ] {
            assert_eq!(sender(&[], never, &headers(&own)), Ok(Sender::Own), "{own:?}");
        }
        for foreign in [
            vec![HOST, ("origin", "http://evil.example")],
            vec![HOST, ("origin", "http://127.0.0.1:3000")],
            vec![HOST, ("origin", "null")],
            vec![HOST, ("origin", "")],
            vec![HOST, ("origin", "http://127.0.0.1:4800"), ("origin", "http://evil.example")],
            // Its own name server points it here.
            vec![("host", "evil.example:4800"), ("origin", "http://evil.example:4800")],
            vec![HOST, ("sec-fetch-site", "cross-site")],
            vec![HOST, ("sec-fetch-site", "same-site")],
        ] {
            assert!(sender(&[], never, &headers(&foreign)).is_err(), "{foreign:?}");
        }
        let page = headers(&[HOST, ("origin", "http://localhost:3000")]);
        let value = HeaderValue::from_static("http://localhost:3000");
        let one = ["http://localhost:3000".parse().unwrap()];
        assert_eq!(sender(&one, never, &page), Ok(Sender::Page(value)));
        let star = Ok(Sender::Page(HeaderValue::from_static("*")));
        assert_eq!(sender(&[Allowed::Any], never, &page), star);
        let other = headers(&[HOST, ("origin", "http://localhost:3001")]);
        assert!(sender(&one, never, &other).is_err());
    }
}
