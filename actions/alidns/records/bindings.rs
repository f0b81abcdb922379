//! Values of `SVCB` and `HTTPS`: a priority, a target and parameters in the form of a zone file (RFC 9460, 2.1).

use core::net::{Ipv4Addr, Ipv6Addr};
use std::collections::BTreeSet;

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::alidns::names::host;

/// The longest protocol (RFC 9460, 7.1.1).
const PROTOCOL: usize = 255;

/// What means something else in the text of a zone than itself (RFC 1035, 5.1).
const SPECIAL: [char; 5] = ['"', '\\', '(', ')', ';'];

/// Whether a text is `priority target [parameters]`.
pub(super) fn is_binding(value: &str) -> bool {
    let mut parts = value.split(' ').filter(|it| !it.is_empty());
    let (Some(priority), Some(target)) = (parts.next(), parts.next()) else { return false };
    let is_printed = value.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    let mut keys = BTreeSet::new();
    let mut mandatory = Vec::new();
    let are_parameters = parts.all(|part| {
        let (key, value) = part.split_once('=').map_or((part, None), |(k, v)| (k, Some(v)));
        let value = value.map(unquoted);
        if key == "mandatory" {
            mandatory.extend(value.into_iter().flat_map(|it| it.split(',')));
        }
        keys.insert(key) && is_parameter(key, value)
    });
    let has_mandatory = mandatory.iter().all(|it| keys.contains(it) && *it != "mandatory")
        && mandatory.iter().collect::<BTreeSet<_>>().len() == mandatory.len();
    is_number(priority)
        && (target == "." || host(target).is_some())
        && is_printed
        && are_parameters
        && has_mandatory
        // One without other protocols has the usual one no more.
        && (!keys.contains("no-default-alpn") || keys.contains("alpn"))
}

/// What makes two bindings the same: the target in lower case, numbers and parameters in one form and order.
pub(super) fn key(value: &str) -> String {
    let mut parts = value.split(' ').filter(|it| !it.is_empty());
    let (priority, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let number = |it: &str| it.parse::<u16>().map_or_else(|_| it.to_owned(), |it| it.to_string());
    let parameter = |part: &str| match part.split_once('=') {
        Some(("port", value)) => format!("port={}", number(unquoted(value))),
        Some((key, value)) => format!("{key}={}", unquoted(value)),
        None => part.to_owned(),
    };
    let parameters: BTreeSet<String> = parts.map(parameter).collect();
    let target = if target == "." { target } else { target.trim_end_matches('.') };
    let all = [number(priority), target.to_lowercase()];
    all.into_iter().chain(parameters).collect::<Vec<_>>().join(" ")
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(value)
}

/// A number of 16 bits, in digits.
fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

fn is_parameter(key: &str, value: Option<&str>) -> bool {
    let each = |is: fn(&str) -> bool| value.is_some_and(|it| it.split(',').all(is));
    match key {
        "mandatory" => each(|it| !it.is_empty()),
        "alpn" => each(|it| (1..=PROTOCOL).contains(&it.len()) && !it.contains(SPECIAL)),
        "no-default-alpn" => value.is_none(),
        "port" => value.is_some_and(is_number),
        "ipv4hint" => each(|it| it.parse::<Ipv4Addr>().is_ok()),
        "ipv6hint" => each(|it| it.parse::<Ipv6Addr>().is_ok()),
        "ech" => value.is_some_and(|it| !it.is_empty() && BASE64_STANDARD.decode(it).is_ok()),
        _ => {
            let number = key.strip_prefix("key").filter(|it| is_number(it) && !it.starts_with('0'));
            // The first seven have names; the last is reserved.
            let is_free =
                number.is_some_and(|it| !matches!(it, "1" | "2" | "3" | "4" | "5" | "6" | "65535"));
            is_free && value.is_none_or(|it| !it.contains(SPECIAL))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_binding, key};

    #[test]
    fn parameters_have_their_forms() {
        for good in [
            "1 . alpn=h2",
            "1 . alpn=\"h2,h3\" port=443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1",
            "0 svc.example.com",
            "16 a.example mandatory=alpn,port alpn=h2 port=8443",
            "1 . alpn=h3 no-default-alpn ech=AAEC key667=hello",
        ] {
            assert!(is_binding(good), "{good}");
        }
        for bad in [
            "example.com",
            "1",
            "+1 .",
            "65536 .",
            "1 . nonsense",
            "1 . alpn",
            "1 . alpn=h2,,h3",
            "1 . alpn=h2 alpn=h3",
            "1 . port=65536",
            "1 . ipv4hint=::1",
            "1 . ipv6hint=192.0.2.1",
            "1 . ech=?",
            "1 . no-default-alpn",
            "1 . no-default-alpn=1 alpn=h2",
            "1 . mandatory=port",
            "1 . mandatory=mandatory",
            "1 . mandatory=alpn,alpn alpn=h2",
            "1 . key3=a",
            "1 . key65535=a",
            "1 . alpn=(",
            "1 . alpn=h2;h3",
            "1 . key667=)",
            "1 a..b",
        ] {
            assert!(!is_binding(bad), "{bad}");
        }
    }

    #[test]
    fn one_binding_has_one_key() {
        for (one, other) in [
            ("1 . alpn=h2", "1 . alpn=\"h2\""),
            ("1 . alpn=h2 port=1", "01 . port=01  alpn=h2"),
            ("1 x.example", "1 X.example."),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_ne!(key("1 . alpn=h2"), key("1 . alpn=h3"));
    }
}
