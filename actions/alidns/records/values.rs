//! What the value of each type of record looks like, and in which form it is kept.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::bindings;
use crate::alidns::names::{self, host};

/// The types, as they are stored.
pub(in crate::alidns) const TYPES: &[&str] = &[
    "A",
    "AAAA",
    "ALIAS",
    "CAA",
    "CNAME",
    "FORWORD_URL",
    "HTTPS",
    "MX",
    "NS",
    "REDIRECT_URL",
    "SRV",
    "SVCB",
    "TXT",
];

/// The type that a call names, in any case; the one that is misspelt may be spelt right.
pub(in crate::alidns) fn kind(text: &str) -> Option<&'static str> {
    let upper = text.to_ascii_uppercase();
    let name = if upper == "FORWARD_URL" { "FORWORD_URL" } else { &upper };
    TYPES.iter().copied().find(|it| *it == name)
}

/// Whether a type forwards to a URL.
pub(in crate::alidns) fn is_url(kind: &str) -> bool {
    matches!(kind, "FORWORD_URL" | "REDIRECT_URL")
}

/// A value as it is kept, and what makes two values the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::alidns) struct Kept {
    pub(in crate::alidns) value: String,
    pub(in crate::alidns) key: String,
}

/// The longest text, in bytes (observed).
const MAX_TEXT: usize = 511;
/// The longest URL, in characters (documented).
const MAX_URL: usize = 500;

/// The value of a type, unless it is none.
pub(in crate::alidns) fn kept(kind: &str, value: &str) -> Option<Kept> {
    let same = |value: String| Kept { key: value.to_lowercase(), value };
    let exact = |value: String| Kept { key: value.clone(), value };
    match kind {
        "A" => value.parse::<Ipv4Addr>().ok().map(|_| same(value.to_owned())),
        "AAAA" => {
            let address = value.parse::<Ipv6Addr>().ok()?;
            Some(Kept { value: value.to_owned(), key: address.to_string() })
        }
        "ALIAS" | "CNAME" | "MX" | "NS" => {
            host(value).map(|value| Kept { key: names::ascii(&value), value })
        }
        "TXT" => written_text(value).map(exact),
        "SRV" => service(value),
        "CAA" => authority(value),
        "FORWORD_URL" | "REDIRECT_URL" => is_target(value).then(|| exact(value.to_owned())),
        _ => bindings::is_binding(value)
            .then(|| Kept { key: bindings::key(value), value: value.to_owned() }),
    }
}

/// A text without quotes, without blanks at its end, and without every odd backslash (observed). Clients write commas, question
/// marks and ampersands, so any character that can be printed may stand in it.
fn written_text(value: &str) -> Option<String> {
    if value.chars().any(char::is_control) {
        return None;
    }
    let mut out = String::with_capacity(value.len());
    let mut slashes = 0;
    for c in value.chars().filter(|c| *c != '"').chain(['\0']) {
        if c == '\\' {
            slashes += 1;
            continue;
        }
        out.extend(std::iter::repeat_n('\\', slashes / 2 * 2));
        slashes = 0;
        if c != '\0' {
            out.push(c);
        }
    }
    let kept = out.trim_end_matches(' ');
    let good = (1..=MAX_TEXT).contains(&kept.len());
    (good && value.len() <= MAX_TEXT + 2).then(|| kept.to_owned())
}

/// `priority weight port target`.
fn service(value: &str) -> Option<Kept> {
    let parts: Vec<&str> = value.split_whitespace().collect();
    let [priority, weight, port, target] = parts[..] else { return None };
    let number = |it: &str| it.parse::<u16>().ok().filter(|_| !it.starts_with('+'));
    let (first, second, third) = (number(priority)?, number(weight)?, number(port)?);
    let target = host(target)?;
    Some(Kept {
        key: format!("{first} {second} {third} {}", names::ascii(&target)),
        value: format!("{priority} {weight} {port} {target}"),
    })
}

/// `flag tag "value"`.
fn authority(value: &str) -> Option<Kept> {
    let mut parts = value.splitn(3, ' ');
    let (flag, tag, quoted) = (parts.next()?, parts.next()?, parts.next()?);
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let flag = flag.parse::<u8>().ok().filter(|_| !flag.starts_with('+'))?;
    let is_right = !tag.is_empty()
        && tag.bytes().all(|b| b.is_ascii_alphanumeric())
        // A name server reads what follows a backslash as another character.
        && !inner.contains(['"', '\\'])
        && !inner.chars().any(char::is_control);
    let key = format!("{flag} {} {quoted}", tag.to_lowercase());
    is_right.then(|| Kept { value: value.to_owned(), key })
}

/// A URL or a host (documented).
fn is_target(value: &str) -> bool {
    let printed = value.chars().all(|c| c.is_ascii_graphic());
    let rest =
        ["http://", "https://"].iter().find_map(|it| value.strip_prefix(it)).unwrap_or(value);
    let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    let is_host = host(name).is_some() || name.parse::<Ipv4Addr>().is_ok();
    value.len() <= MAX_URL && printed && is_host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_its_values() {
        for (kind, good) in [
            ("A", "10.0.0.1"),
            ("AAAA", "2001:db8::1"),
            ("CNAME", "a.example"),
            ("MX", "mx1.example.com"),
            ("SRV", "5 0 5060 sip.example.com"),
            ("CAA", "0 issue \"letsencrypt.org\""),
            ("CAA", "0 issue \";\""),
            ("REDIRECT_URL", "http://example.com:8080/a?b"),
            ("FORWORD_URL", "www.example.com"),
            ("HTTPS", "1 . alpn=h2"),
            ("SVCB", "0 svc.example.com"),
            ("TXT", "v=spf1 include:a.example ~all, x?&"),
        ] {
            assert_eq!(kept(kind, good).map(|it| it.value).as_deref(), Some(good), "{kind}");
        }
        for (kind, bad) in [
            ("A", "10.0.0.256"),
            ("A", "10.0.0.01"),
            ("A", "::1"),
            ("AAAA", "10.0.0.1"),
            ("CNAME", "10.0.0.1"),
            ("CNAME", "a b.example"),
            ("MX", "."),
            ("MX", "10.0.0.1"),
            ("SRV", "1 2 3 ."),
            ("SRV", "1 2 65536 a.example"),
            ("CAA", "0 issue letsencrypt.org"),
            ("CAA", "256 issue \"a\""),
            ("CAA", "0 issue \"a\\\""),
            ("REDIRECT_URL", "http://中文.com"),
            ("HTTPS", "example.com"),
            ("TXT", "\"\""),
            ("TXT", "a\0b"),
        ] {
            assert_eq!(kept(kind, bad), None, "{kind} {bad}");
        }
    }

    #[test]
    fn values_are_kept_in_one_form() {
        for (kind, given, want) in [
            ("CNAME", "A.example.", "A.example"),
            ("NS", "ns1.example.", "ns1.example"),
            ("SRV", "1 2 3 a.example.", "1 2 3 a.example"),
            ("TXT", "\"heritage=external-dns\"  ", "heritage=external-dns"),
            ("TXT", r"a\b\\c\\\d", r"ab\\c\\d"),
        ] {
            assert_eq!(kept(kind, given).unwrap().value, want);
        }
        let key = |value| kept("AAAA", value).unwrap().key;
        assert_eq!(key("2001:DB8::1"), key("2001:db8:0:0::1"));
        for (kind, one, other) in [
            ("SRV", "1 2 3 t.example", "01 2 3 T.example."),
            ("CAA", "0 issue \"a\"", "00 ISSUE \"a\""),
            ("CNAME", "中文.example", "xn--fiq228c.example"),
            ("HTTPS", "1 . alpn=h2", "1 . alpn=\"h2\""),
        ] {
            assert_eq!(kept(kind, one).unwrap().key, kept(kind, other).unwrap().key, "{kind}");
        }
        assert!(kept("TXT", &"x".repeat(511)).is_some() && kept("TXT", &"x".repeat(512)).is_none());
    }
}
