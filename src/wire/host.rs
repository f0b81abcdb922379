//! The `Host` of a request, strictly parsed: what is decided by a name must not depend on who parses it.

use std::net::{IpAddr, Ipv6Addr};

use hyper::{Version, header, http::request::Parts};

/// The address of the metadata service, the same in every instance of the cloud.
pub const METADATA: &str = "100.100.100.200";

/// How long a name may be (RFC 1035).
const LONGEST: usize = 255;

/// The name and the port of a `Host` field, or of an absolute request target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host<'a> {
    /// The name, an IPv6 address without its brackets.
    pub name: &'a str,
    /// The port, if there is one.
    pub port: Option<u16>,
}

impl<'a> Host<'a> {
    /// Parses `name`, `name:port`, `127.0.0.1:port` or `[::1]:port`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (name, rest) = if let Some(v6) = text.strip_prefix('[') {
            let (name, rest) = v6.split_once(']')?;
            name.parse::<Ipv6Addr>().ok()?;
            (name, rest)
        } else {
            let (name, rest) = text.split_at(text.find(':').unwrap_or(text.len()));
            let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
            if name.is_empty() || name.len() > LONGEST || !name.bytes().all(is_name) {
                return None;
            }
            (name, rest)
        };
        let port = match rest.strip_prefix(':') {
            Some(port) if port.bytes().all(|b| b.is_ascii_digit()) => Some(port.parse().ok()?),
            None if rest.is_empty() => None,
            _ => return None,
        };
        Some(Self { name, port })
    }

    /// Whether it names this machine, and no name server has a say in that.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.name.eq_ignore_ascii_case("localhost")
            || self.name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

/// What is wrong with the host of a request, if anything is, as a sentence for people.
///
/// A scheme before the name is tolerated: a Python SDK whose endpoint has one sends and signs it
/// (protocol.md 1.4). HTTP/1.0 may do without a `Host`.
#[must_use]
pub fn problem(head: &Parts) -> Option<&'static str> {
    if head.uri.authority().is_some_and(|it| Host::parse(it.as_str()).is_none()) {
        return Some("The target of the request names no host that can be parsed.");
    }
    let mut fields = head.headers.get_all(header::HOST).iter();
    let first = match (fields.next(), fields.next()) {
        (None, _) if head.version == Version::HTTP_10 => return None,
        (None, _) => return Some("The request has no Host header."),
        (Some(first), None) => first.to_str().unwrap_or_default(),
        (Some(_), Some(_)) => return Some("The request has more than one Host header."),
    };
    let bare = first.strip_prefix("http://").or_else(|| first.strip_prefix("https://"));
    let parsed = Host::parse(bare.unwrap_or(first));
    parsed.is_none().then_some("The Host header is neither NAME nor NAME:PORT.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_a_port_and_nothing_else() {
        for (good, name, port) in [
            ("127.0.0.1:4800", "127.0.0.1", Some(4800)),
            ("localhost", "localhost", None),
            ("[::1]:4800", "::1", Some(4800)),
            ("[::1]", "::1", None),
            ("my_service-1.example.com:80", "my_service-1.example.com", Some(80)),
        ] {
            assert_eq!(Host::parse(good), Some(Host { name, port }), "{good}");
        }
        for bad in [
            "",
            ":80",
            "[::1]evil.example",
            "[::1].evil.example:80",
            "[::1",
            "[127.0.0.1]",
            "[evil.example]",
            "::1",
            "user@localhost",
            "user:password@localhost",
            "localhost:",
            "localhost:x",
            "localhost:80x",
            "localhost:+80",
            "localhost:65536",
            "localhost:80:80",
            "localhost/",
            "local host",
            "localhost,evil.example",
            "张",
        ] {
            assert_eq!(Host::parse(bad), None, "{bad}");
        }
        assert_eq!(Host::parse(&"a".repeat(256)), None);
    }

    #[test]
    fn only_loopback_names_are_this_machine() {
        let loopback = |text| Host::parse(text).is_some_and(|host| host.is_loopback());
        for good in ["127.0.0.1:4800", "localhost", "LOCALHOST:1", "[::1]:4800", "127.1.2.3"] {
            assert!(loopback(good), "{good}");
        }
        for bad in ["example.com", "127.0.0.1.example.com", "10.0.0.1:4800", "[::2]", "0.0.0.0"] {
            assert!(!loopback(bad), "{bad}");
        }
    }
}
