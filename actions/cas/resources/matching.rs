//! Matches domains with certificates.

use std::collections::HashMap;

/// The certificates of a job, indexed by their domains.
#[derive(Default)]
pub(in crate::cas) struct Matcher {
    /// The first certificate for each plain domain.
    exact: HashMap<String, usize>,
    /// The first certificate for each `*.` domain, by the part after the star.
    below: HashMap<String, usize>,
}

impl Matcher {
    /// Indexes certificates in this order, each with its domains.
    pub(in crate::cas) fn of<'a, D: AsRef<str> + 'a>(certs: impl Iterator<Item = &'a [D]>) -> Self {
        let mut all = Self::default();
        for (at, domains) in certs.enumerate() {
            for domain in domains {
                let domain = domain.as_ref().to_ascii_lowercase();
                match domain.strip_prefix("*.") {
                    Some(parent) => all.below.entry(parent.to_owned()).or_insert(at),
                    None => all.exact.entry(domain).or_insert(at),
                };
            }
        }
        all
    }

    /// The index of the first certificate that covers `domain`, by exact name or by a wildcard for
    /// its first label. A wildcard domain needs a certificate with the same wildcard.
    pub(in crate::cas) fn first(&self, domain: &str) -> Option<usize> {
        let domain = domain.to_ascii_lowercase();
        let parent = domain.split_once('.').map(|(_, parent)| parent);
        let below = parent.and_then(|parent| self.below.get(parent));
        let exact = self.exact.get(&domain);
        exact.into_iter().chain(below).min().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers<D: AsRef<str>>(domains: &[D], domain: &str) -> bool {
        Matcher::of(std::iter::once(domains)).first(domain).is_some()
    }

    #[test]
    fn a_star_stands_for_one_label() {
        let star = ["*.example.com"];
        assert!(covers(&star, "www.example.com"));
        assert!(covers(&star, "WWW.Example.COM"));
        assert!(covers(&star, "*.example.com"));
        for other in ["example.com", "a.b.example.com", "www.example.org", "", "com"] {
            assert!(!covers(&star, other), "{other}");
        }
        assert!(covers(&["example.com"], "example.com"));
        assert!(!covers(&["example.com"], "www.example.com"));
        assert!(!covers(&["www.example.com"], "*.example.com"));
        assert!(!covers::<&str>(&[], "example.com"));
    }

    #[test]
    fn the_first_that_fits_is_taken() {
        let certs = [vec!["a.example.com"], vec!["*.example.com"], vec!["b.example.com"]];
        let matcher = Matcher::of(certs.iter().map(Vec::as_slice));
        assert_eq!(matcher.first("a.example.com"), Some(0));
        assert_eq!(matcher.first("b.example.com"), Some(1));
        assert_eq!(matcher.first("c.example.org"), None);
    }
}
