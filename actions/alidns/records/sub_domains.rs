//! Sub-domains (`RR`): which texts are some, and which records at one of them are in each other's way.

use crate::alidns::names::{self, is_chinese};

/// The sub-domain that is the domain itself.
pub(in crate::alidns) const APEX: &str = "@";

/// Whether a text is a sub-domain: `@`, or labels of which the first may be `*` (documented).
pub(in crate::alidns) fn is_rr(rr: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c) || is_chinese(c);
    let is_label = |(at, label): (usize, &str)| {
        let plain = label.chars().all(letters) && !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && label.len() <= 63 && (plain || (at == 0 && label == "*"))
    };
    // What is asked for on the wire is the form in ASCII.
    let is_sent = |ascii: &str| ascii.len() <= 253 && ascii.split('.').all(|it| it.len() <= 63);
    let is_short = rr.len() <= 253 && rr.split('.').enumerate().all(is_label);
    rr == APEX || (is_short && is_sent(&names::ascii(rr)))
}

/// Whether a sub-domain stands for all that have no records of their own.
pub(in crate::alidns) fn is_wildcard(rr: &str) -> bool {
    rr.starts_with('*')
}

/// Types that are alike in what is in their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Ns,
    Cname,
    Alias,
    A,
    Aaaa,
    Url,
    MxOrTxt,
    Other,
}

fn class(kind: &str) -> Class {
    match kind {
        "NS" => Class::Ns,
        "CNAME" => Class::Cname,
        "ALIAS" => Class::Alias,
        "A" => Class::A,
        "AAAA" => Class::Aaaa,
        "FORWORD_URL" | "REDIRECT_URL" => Class::Url,
        "MX" | "TXT" => Class::MxOrTxt,
        _ => Class::Other,
    }
}

/// Whether two records of one sub-domain and one line cannot both be there. The table of the domain itself is documented; of
/// any other sub-domain a CNAME or NS record excludes all other types.
pub(in crate::alidns) fn conflict(rr: &str, one: &str, other: &str) -> bool {
    use Class::{A, Aaaa, Alias, Cname, MxOrTxt, Ns, Url};
    let (one, other) = (class(one), class(other));
    if rr != APEX && one != other && [one, other].iter().any(|it| matches!(it, Cname | Ns)) {
        return true;
    }
    let free = |it| matches!(it, Ns | MxOrTxt);
    if free(one) || free(other) || (one, other) == (Cname, Cname) {
        return false;
    }
    matches!(
        (one, other),
        (Cname, _) | (_, Cname) | (Alias | Url, A | Aaaa) | (A | Aaaa, Alias | Url) | (Url, Url)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_domain_is_of_labels() {
        for good in ["@", "*", "*.www", "_acme-challenge.www", "中文", "a.b", "www"] {
            assert!(is_rr(good), "{good}");
        }
        for bad in ["", "a.*", "*a", "a..b", "-a", "a-", "@.a", "a b", "ü", &"x".repeat(64)] {
            assert!(!is_rr(bad), "{bad}");
        }
    }

    /// The vendor's table, a row and a column for each of these; `x` is a conflict.
    #[test]
    fn the_table_of_the_domain_itself_is_the_vendors() {
        let kinds = [
            "NS",
            "CNAME",
            "ALIAS",
            "A",
            "REDIRECT_URL",
            "MX",
            "TXT",
            "AAAA",
            "SRV",
            "CAA",
            "HTTPS",
        ];
        let rows = [
            "...........",
            "..xxx..xxxx",
            ".x.x...x...",
            ".xx.x......",
            ".x.xx..x...",
            "...........",
            "...........",
            ".xx.x......",
            ".x.........",
            ".x.........",
            ".x.........",
        ];
        for (one, row) in kinds.iter().zip(rows) {
            for (other, cell) in kinds.iter().zip(row.chars()) {
                assert_eq!(conflict("@", one, other), cell == 'x', "{one} {other}");
            }
        }
    }

    #[test]
    fn a_cname_excludes_all_others_of_a_sub_domain() {
        for other in ["MX", "TXT", "A", "NS"] {
            assert!(conflict("www", "CNAME", other) && conflict("www", other, "CNAME"), "{other}");
        }
        assert!(!conflict("www", "CNAME", "CNAME") && !conflict("www", "NS", "NS"));
        assert!(conflict("www", "NS", "A") && !conflict("www", "A", "TXT"));
        assert!(conflict("www", "REDIRECT_URL", "FORWORD_URL"));
    }
}
