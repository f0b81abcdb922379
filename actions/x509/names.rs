//! The names of subjects and issuers, and of domains.

use x509_cert::{
    der::{Any, Encode, Tag, Tagged, oid::ObjectIdentifier},
    name::Name as Read,
};

use super::der::{self, oid};

const COMMON: ObjectIdentifier = oid("2.5.4.3");
const COUNTRY: ObjectIdentifier = oid("2.5.4.6");
const LOCALITY: ObjectIdentifier = oid("2.5.4.7");
const STATE: ObjectIdentifier = oid("2.5.4.8");
const ORGANIZATION: ObjectIdentifier = oid("2.5.4.10");
const UNIT: ObjectIdentifier = oid("2.5.4.11");

/// A distinguished name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// `C`: two letters.
    pub country: Option<String>,
    /// `ST`.
    pub state: Option<String>,
    /// `L`.
    pub locality: Option<String>,
    /// `O`.
    pub organization: Option<String>,
    /// `OU`.
    pub unit: Option<String>,
    /// `CN`.
    pub common: Option<String>,
    /// The original DER if it was parsed; empty otherwise.
    pub(super) der: Vec<u8>,
}

impl Name {
    /// That of a certificate or a request. None if a text of it has U+0000, by which names pass for others.
    pub(super) fn read(found: &Read) -> Option<Self> {
        let mut name = Self { der: found.to_der().unwrap_or_default(), ..Self::default() };
        for part in found.iter() {
            let place = match part.oid {
                COMMON => &mut name.common,
                COUNTRY => &mut name.country,
                LOCALITY => &mut name.locality,
                STATE => &mut name.state,
                ORGANIZATION => &mut name.organization,
                UNIT => &mut name.unit,
                _ => continue,
            };
            if place.is_none() {
                *place = text(&part.value);
            }
            if place.as_ref().is_some_and(|it| it.contains('\0')) {
                return None;
            }
        }
        Some(name)
    }

    /// The original DER if it was parsed, or else encoded from its fields.
    pub(super) fn der(&self) -> Vec<u8> {
        if !self.der.is_empty() {
            return self.der.clone();
        }
        let parts = [
            (COUNTRY, &self.country),
            (STATE, &self.state),
            (LOCALITY, &self.locality),
            (ORGANIZATION, &self.organization),
            (UNIT, &self.unit),
            (COMMON, &self.common),
        ];
        let mut all = Vec::new();
        for (id, value) in parts {
            if let Some(value) = value.as_ref().filter(|v| !v.is_empty()) {
                let value = if id == COUNTRY { der::printable(value) } else { der::utf8(value) };
                all.extend(der::set(&[&der::sequence(&[&der::identifier(&id), &value])]));
            }
        }
        der::sequence(&[&all])
    }

    /// The common name; the organization where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        self.common.as_deref().or(self.organization.as_deref()).unwrap_or_default()
    }
}

/// The text of a value in any of the string types of names.
fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::BmpString => {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]])).collect();
            String::from_utf16(&units).ok()
        }
        Tag::TeletexString => Some(bytes.iter().map(|b| char::from(*b)).collect()),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

/// Whether `it` has the shape of a domain name: dotted labels of letters, digits and hyphens.
/// The first label may be `*`.
#[must_use]
pub fn is_domain(it: &str) -> bool {
    let plain = it.strip_prefix("*.").unwrap_or(it);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    it.len() <= 253 && plain.contains('.') && plain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_two_labels() {
        for good in ["a.b", "*.a.b", "www.example.com", "xn--fiq.com", "张三.com"] {
            assert!(is_domain(good), "{good}");
        }
        for bad in ["", "a", "*.com", "a..b", "-a.b", "a b.c", "*.*.a.b", "a.b/"] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
