//! Names of domains: which texts are some, which alias one has, and which names it covers.

/// The name of a domain: a host name, or one that begins with a dot for all names under it. In lower case.
pub(super) fn parse(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    let plain = name.strip_prefix('.').unwrap_or(&name);
    let is_label = |it: &str| {
        (1..=63).contains(&it.len())
            && !it.starts_with('-')
            && !it.ends_with('-')
            && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let is_number = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    let is_name = plain.len() <= 253
        && plain.contains('.')
        && plain.split('.').all(is_label)
        && !plain.rsplit('.').next().is_some_and(is_number);
    is_name.then_some(name)
}

/// The name to which the records of a domain lead. That of a wildcard is modelled.
pub(super) fn alias(name: &str) -> String {
    let all = if name.starts_with('.') { "all" } else { "" };
    format!("{all}{name}.w.kunlunle.com")
}

/// A domain as certificates name it: `*.example.com` for all names under one.
pub(super) fn in_certificates(name: &str) -> String {
    if name.starts_with('.') { format!("*{name}") } else { name.to_owned() }
}

/// Whether one of the names of a certificate covers a domain: by its name, or by a star for its first label.
pub(super) fn is_covered<'a>(name: &str, mut by: impl Iterator<Item = &'a str>) -> bool {
    let name = in_certificates(name);
    let parent = name.split_once('.').map(|(_, parent)| parent);
    by.any(|it| {
        let it = it.to_lowercase();
        it == name || it.strip_prefix("*.").is_some_and(|below| Some(below) == parent)
    })
}

/// Whether a domain serves this host.
pub(super) fn serves(name: &str, host: &str) -> bool {
    if name.starts_with('.') { host.ends_with(name) } else { host == name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_a_host_or_of_all_under_one() {
        for good in ["www.example.com", ".example.com", "A-1.example.com"] {
            assert_eq!(parse(good), Some(good.to_lowercase()));
        }
        for bad in ["", "com", "*.example.com", "a..b", "-a.com", "192.0.2.1", "a_b.com", "a b.com"]
        {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_certificate_covers_a_name_or_one_label_below() {
        let by = |names: &'static [&'static str]| names.iter().copied();
        assert!(is_covered("www.example.com", by(&["*.example.com"])));
        assert!(is_covered(".example.com", by(&["*.example.com"])));
        assert!(is_covered("www.example.com", by(&["a.com", "WWW.example.com"])));
        assert!(!is_covered("a.www.example.com", by(&["*.example.com"])));
        assert!(!is_covered(".example.com", by(&["example.com"])));
        assert!(serves(".example.com", "a.example.com") && !serves("a.example.com", "example.com"));
    }
}
