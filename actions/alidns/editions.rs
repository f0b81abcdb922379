//! Editions: what a domain has of each.

use super::tables::domains::Domain;

/// An edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edition {
    /// The code: `mianfei`.
    pub(super) code: &'static str,
    /// The name. That of the free one is published.
    pub(super) name: &'static str,
    /// The shortest TTL, in seconds.
    pub(super) min_ttl: i64,
}

/// All editions, the free one first.
pub(super) const EDITIONS: &[Edition] = &[
    Edition { code: "mianfei", name: "Alibaba Cloud DNS", min_ttl: 600 },
    Edition { code: "version_personal", name: "Personal Edition", min_ttl: 600 },
    Edition { code: "version_enterprise_basic", name: "Enterprise Standard Edition", min_ttl: 60 },
    Edition {
        code: "version_enterprise_advanced",
        name: "Enterprise Ultimate Edition",
        min_ttl: 1,
    },
];

/// Their codes.
pub(super) const CODES: &[&str] =
    &[EDITIONS[0].code, EDITIONS[1].code, EDITIONS[2].code, EDITIONS[3].code];

/// The longest TTL, in seconds.
pub(super) const MAX_TTL: i64 = 86_400;

impl Edition {
    /// The edition of this code; the free one if there is none.
    pub(super) fn of(code: &str) -> Self {
        EDITIONS.iter().copied().find(|it| it.code == code).unwrap_or(EDITIONS[0])
    }

    /// Whether it is paid for.
    pub(super) fn is_paid(self) -> bool {
        self != EDITIONS[0]
    }

    /// The servers of a domain of this edition, with a comma between them.
    pub(super) const fn servers(self) -> &'static str {
        match self.code.as_bytes() {
            b"mianfei" => "ns1.alidns.com,ns2.alidns.com",
            _ => "vip3.alidns.com,vip4.alidns.com",
        }
    }
}

/// The shortest TTL of the records of a domain.
pub(super) fn min_ttl(it: &Domain) -> i64 {
    it.min_ttl.unwrap_or_else(|| Edition::of(&it.edition).min_ttl)
}

/// Moves a domain to an edition, which has servers of its own if it is paid for and the other is not, or the reverse.
pub(super) fn change(it: &mut Domain, to: Edition) {
    let from = Edition::of(&it.edition);
    if it.dns == from.servers() {
        to.servers().clone_into(&mut it.dns);
    }
    to.code.clone_into(&mut it.edition);
}
