//! What conditions compare: numbers, times and address ranges, read from text.

use std::{cmp::Ordering, net::IpAddr};

use chrono::DateTime;

/// A number. Integers are stored exactly, so that ids of 18 digits remain distinct.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

impl Number {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(whole) = text.parse() {
            return Some(Self::Whole(whole));
        }
        text.parse().ok().filter(|n: &f64| n.is_finite()).map(Self::Float)
    }

    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => Some(a.cmp(&b)),
            (a, b) => a.float().partial_cmp(&b.float()),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "only against a number with a fraction")]
    fn float(self) -> f64 {
        match self {
            Self::Whole(n) => n as f64,
            Self::Float(n) => n,
        }
    }
}

/// Milliseconds since 1970 of an ISO 8601 time with `Z` or an offset; the seconds
/// and the colon of the offset may be missing.
pub(super) fn time(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp_millis());
    }
    // A `Z` is an offset to chrono only in the strict form above.
    let text = match text.strip_suffix(['Z', 'z']) {
        Some(local) => &format!("{local}+00:00"),
        None => text,
    };
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"]
        .iter()
        .find_map(|form| DateTime::parse_from_str(text, form).ok())
        .map(|time| time.timestamp_millis())
}

/// `true` or `false`, in any case.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        t if t.eq_ignore_ascii_case("true") => Some(true),
        t if t.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// An address; one of IPv4 that is written as IPv6 is the one of IPv4.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    text.trim().parse::<IpAddr>().ok().map(|ip| ip.to_canonical())
}

/// A range of addresses: one address, or a CIDR block. Bits after the prefix are
/// ignored, as in `10.1.2.3/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    start: IpAddr,
    prefix: u32,
}

impl Range {
    /// Parses `10.0.0.0/8` or `10.1.2.3`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (start, prefix) = match text.trim().split_once('/') {
            Some((start, prefix)) => (start.parse::<IpAddr>().ok()?, Some(prefix)),
            None => (address(text)?, None),
        };
        let longest = if start.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
            None => longest,
        };
        (prefix <= longest).then_some(Self { start, prefix })
    }

    /// Whether an address is in it. One of IPv4 must be written as such.
    #[must_use]
    pub fn contains(self, ip: IpAddr) -> bool {
        match (self.start, ip) {
            (IpAddr::V4(a), IpAddr::V4(b)) => {
                let differing = (a.to_bits() ^ b.to_bits()).leading_zeros();
                differing >= self.prefix
            }
            (IpAddr::V6(a), IpAddr::V6(b)) => {
                let differing = (a.to_bits() ^ b.to_bits()).leading_zeros();
                differing >= self.prefix
            }
            _ => false,
        }
    }
}
