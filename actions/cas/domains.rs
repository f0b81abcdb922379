//! The domains of an application, and their validation records.

use std::collections::HashSet;

use crate::{
    Random,
    shared::{format, ids},
    x509,
};

/// The path of the validation file.
pub(super) const VALIDATION_FILE: &str = "/.well-known/pki-validation/fileauth.txt";

/// Second levels of public suffixes: a registered domain below one has three labels.
const PUBLIC_SECOND_LEVELS: &[&str] =
    &["com", "net", "org", "gov", "edu", "ac", "co", "or", "ne", "go"];

/// The names of a comma-separated list, in lower case, without duplicates.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = text.split(',').map(|name| name.trim().to_lowercase());
    names.filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
}

/// Whether the text is a list of names that certificates are issued for.
pub(super) fn are_names(text: &str) -> bool {
    let names = split(text);
    !names.is_empty() && names.iter().all(|name| is_name(name))
}

/// Whether the text is one such name.
pub(super) fn is_one_name(text: &str) -> bool {
    split(text).len() == 1 && are_names(text)
}

/// A domain in ASCII, and no address.
pub(super) fn is_name(it: &str) -> bool {
    it.is_ascii() && x509::is_domain(it) && it.parse::<core::net::IpAddr>().is_err()
}

/// How many wildcard names there are, and how many plain ones.
pub(super) fn counts(names: &[String]) -> (i64, i64) {
    let wildcard = names.iter().filter(|name| name.starts_with("*.")).count();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (count(wildcard), count(names.len() - wildcard))
}

/// The domain type of these names in the vendor's lists.
pub(super) fn kind(names: &[String]) -> &'static str {
    match counts(names) {
        (0, ..=1) => "ONE",
        (0, _) => "MULTIPLE",
        (1, 0) => "WILDCARD",
        (_, 0) => "M_WILDCARD",
        _ => "MIX",
    }
}

/// The name without its `*.`.
pub(super) fn plain(name: &str) -> &str {
    name.strip_prefix("*.").unwrap_or(name)
}

/// The registered domain of a name.
pub(super) fn root(name: &str) -> &str {
    let name = plain(name);
    let mut labels = name.rsplit('.');
    let (top, second) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let country = top.len() == 2 && PUBLIC_SECOND_LEVELS.contains(&second);
    let count = if country { 3 } else { 2 };
    let start = name.rmatch_indices('.').nth(count - 1).map_or(0, |(at, _)| at + 1);
    name.get(start..).unwrap_or(name)
}

/// The validation record of a name, relative to its zone: `_dnsauth`, `_dnsauth.www`.
pub(super) fn record(name: &str) -> String {
    let (name, root) = (plain(name), root(name));
    match name.strip_suffix(root).and_then(|it| it.strip_suffix('.')) {
        Some(below) => format!("_dnsauth.{below}"),
        None => "_dnsauth".into(),
    }
}

/// The value of the validation record or file: a time and random characters.
pub(super) fn token(random: &mut dyn Random, now: i64) -> String {
    let digits = format::iso(now).chars().filter(char::is_ascii_digit).collect::<String>();
    digits + &ids::lower(random, 50)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_each_name_once() {
        assert_eq!(split(" A.b , c.d,,a.B"), ["a.b", "c.d"]);
        assert!(are_names("a.b,*.c.d") && is_one_name("a.b,a.b"));
        for bad in ["", ",", "a", "a.b,c", "1.2.3.4", "张三.com", "https://a.b", "a.b/c"] {
            assert!(!are_names(bad), "{bad}");
        }
        assert!(!is_one_name("a.b,c.d"));
        // The cost is linear: no name is compared with all others.
        let many = (0..300_000).map(|n| format!("c{n}.com")).collect::<Vec<_>>().join(",");
        assert_eq!(split(&many).len(), 300_000);
    }

    #[test]
    fn names_are_counted_by_form() {
        let of = |text| kind(&split(text));
        assert_eq!((of("a.b"), of("a.b,c.d"), of("*.a.b")), ("ONE", "MULTIPLE", "WILDCARD"));
        assert_eq!((of("*.a.b,*.c.d"), of("*.a.b,a.b")), ("M_WILDCARD", "MIX"));
    }

    #[test]
    fn a_record_is_named_within_its_zone() {
        for (name, zone, host) in [
            ("example.com", "example.com", "_dnsauth"),
            ("*.example.com", "example.com", "_dnsauth"),
            ("www.example.com", "example.com", "_dnsauth.www"),
            ("a.b.example.com.cn", "example.com.cn", "_dnsauth.a.b"),
            ("example.co.uk", "example.co.uk", "_dnsauth"),
            ("com.cn", "com.cn", "_dnsauth"),
        ] {
            assert_eq!((root(name), record(name).as_str()), (zone, host), "{name}");
        }
    }
}
